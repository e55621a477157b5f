import type { Client } from '../client/client.ts';
import { Failure, OutcomeUnknown } from '../failure.ts';
import { decodeFields } from '../model/encode.ts';
import { PATHS } from '../model/fields.ts';
import type { Native } from '../model/listener.ts';
import type { ParameterValue, Values } from '../model/parameter.ts';
import { validate, withoutEchoes } from '../model/validate.ts';
import { sameField } from '../model/values.ts';
import type { Violation } from '../model/violation.ts';
import type { Provider } from '../providers/provider.ts';
import type { NaturalKey } from '../providers/reference.ts';
import {
  type Change,
  type ChangeOptions,
  type DryRun,
  preflight,
  throwOnErrors,
} from './change.ts';

export interface Created {
  readonly kind: 'created';
  readonly native: Native;
  readonly warnings: readonly Violation[];
}

export interface CreateOptions extends ChangeOptions {
  /** How often to resend a create that did not reach the cloud. */
  readonly retries: number;
}

/** Validates, sends, and returns the listener, which is read back if the response does not contain it. */
export async function createListener(
  connect: () => Promise<Client>,
  provider: Provider,
  change: Change,
  options: CreateOptions,
): Promise<Created | DryRun> {
  const { violations } = change;
  const offline = [...violations, ...withoutEchoes(violations, validate(provider, change))];
  const early = throwOnErrors(provider, offline, options);
  const client = await connect();
  const key = () => naturalKey(provider, change);
  const late = options.preflight
    ? throwOnErrors(
        provider,
        [...offline, ...(await preflight(client, change, key().loadBalancer, change.values))],
        options,
      )
    : early;
  const call = client.calls.create(change.operation.noun, change.values);
  if (options.dryRun) return { kind: 'dry-run', requests: [client.preview(call)], warnings: late };
  const native =
    (await sendCreate(client, change, options.retries)) ?? (await readBack(client, key()));
  return { kind: 'created', native, warnings: late };
}

/** Sends a validated create. Returns the listener if the response contains it. */
export async function sendCreate(
  client: Client,
  change: Change,
  retries: number,
): Promise<Native | undefined> {
  const { operation, values } = change;
  const key = () => naturalKey(client.provider, change);
  let lost: OutcomeUnknown | undefined;
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await client.run(client.calls.create(operation.noun, values));
    } catch (error) {
      if (lost !== undefined && error instanceof Failure && error.kind === 'conflict') {
        // The first create arrived after the look-up.
        const late = await lookUp(client, key(), lost);
        if (late !== undefined && matches(client.provider, values, late)) return late;
      }
      if (!(error instanceof OutcomeUnknown)) throw error;
      lost = error;
      const found = await lookUp(client, key(), error);
      if (found !== undefined) {
        if (matches(client.provider, values, found)) return found;
        throw portInUse(client, found, error);
      }
      // It did not reach the cloud, so resending cannot create two listeners.
      if (attempt >= retries) {
        throw new Failure('unavailable', `the listener was not created: ${error.message}`, {
          ...error.details,
          hint: 'nothing was changed; try again later',
        });
      }
    }
  }
}

async function lookUp(
  client: Client,
  key: NaturalKey,
  lost: OutcomeUnknown,
): Promise<Native | undefined> {
  try {
    const [found] = await client.run(client.calls.at(key));
    return found;
  } catch (error) {
    if (error instanceof Failure && error.kind === 'not-found') return undefined;
    if (error instanceof Failure && error.kind !== 'interrupted') throw lost;
    throw error;
  }
}

async function readBack(client: Client, key: NaturalKey): Promise<Native> {
  const [found] = await client.run(client.calls.find({ by: 'place', ...key }));
  if (found !== undefined) return found;
  throw new OutcomeUnknown('the listener was created, but it cannot be read back', {
    provider: client.provider.id,
  });
}

/** Whether every wanted value that the cloud returns is the same. */
function matches(provider: Provider, wanted: Values, found: Native): boolean {
  const actual = provider.valuesOf(found);
  const { fields } = provider.decode(found);
  const wantedFields = decodeFields(provider.fields, wanted, fields.protocol);
  return (
    Object.entries(wanted).every(([name, value]) => sameParameter(value, actual[name])) &&
    PATHS.every(
      (path) =>
        wantedFields[path] === undefined ||
        fields[path] === undefined ||
        sameField(wantedFields[path], fields[path]),
    )
  );
}

/** A body from a file may contain a number as a string, if the API accepts both. */
function sameParameter(wanted: ParameterValue, actual: ParameterValue | undefined): boolean {
  if (actual === undefined) return true;
  const isNumber = typeof actual === 'number' && typeof wanted === 'string';
  return sameField(actual, isNumber ? Number(wanted) : wanted);
}

function portInUse(client: Client, found: Native, lost: OutcomeUnknown): Failure {
  const { ref } = client.listener(found);
  return new Failure('conflict', `the port is used by listener ${ref}, which has other settings`, {
    ...lost.details,
    hint: `see: lbctl listener show ${ref}`,
  });
}

/** The key of a listener to create; the protocol comes from the noun if no parameter carries it. */
export function naturalKey(
  provider: Provider,
  { operation, values }: Pick<Change, 'operation' | 'values'>,
): NaturalKey {
  const noun = provider.nouns.find((candidate) => candidate.noun === operation.noun);
  const fields = decodeFields(provider.fields, values, noun?.protocol);
  const { loadBalancer, port } = fields;
  const protocol = fields.protocol ?? noun?.protocol;
  if (loadBalancer === undefined || port === undefined || protocol === undefined) {
    throw new TypeError('a validated listener has a load balancer, protocol and port');
  }
  return { loadBalancer, protocol, port };
}
