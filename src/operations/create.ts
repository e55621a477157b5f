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
  /** How often a create that did not arrive is sent again. */
  readonly retries: number;
}

/** Checks, sends once, and gives the listener back; where the answer does not carry it, it is read. */
export async function createListener(
  connect: () => Promise<Client>,
  provider: Provider,
  change: Change,
  options: CreateOptions,
): Promise<Created | DryRun> {
  const refused = change.violations;
  const offline = [...refused, ...withoutEchoes(refused, validate(provider, change))];
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

/** Sends a change that is known to be right; the listener comes back where the answer carries it. */
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
        // The first one arrived after all, only later than it was looked for.
        const late = await lookUp(client, key(), lost);
        if (late !== undefined && fits(client.provider, values, late)) return late;
      }
      if (!(error instanceof OutcomeUnknown)) throw error;
      lost = error;
      const found = await lookUp(client, key(), error);
      if (found !== undefined) {
        if (fits(client.provider, values, found)) return found;
        throw someoneElses(client, found, error);
      }
      // It did not arrive, so sending it again can't make two.
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

/** A listener on that port is ours when it has everything that we asked for and the cloud tells. */
function fits(provider: Provider, wanted: Values, found: Native): boolean {
  const has = provider.valuesOf(found);
  const parameters = Object.keys(wanted).every(
    (name) => has[name] === undefined || sameField(has[name], textual(wanted[name], has[name])),
  );
  const there = provider.decode(found).fields;
  const asked = decodeFields(provider.fields, wanted, there.protocol);
  return (
    parameters &&
    PATHS.every(
      (path) =>
        asked[path] === undefined ||
        there[path] === undefined ||
        sameField(asked[path], there[path]),
    )
  );
}

/** A body from a file may give a number as a text, where the API takes both. */
function textual(
  wanted: ParameterValue | undefined,
  has: ParameterValue,
): ParameterValue | undefined {
  return typeof has === 'number' && typeof wanted === 'string' ? Number(wanted) : wanted;
}

function someoneElses(client: Client, found: Native, lost: OutcomeUnknown): Failure {
  const { ref } = client.listener(found);
  return new Failure('conflict', `the port is used by listener ${ref}, which has other settings`, {
    ...lost.details,
    hint: `see: lbctl listener show ${ref}`,
  });
}

/** The place of a listener that is to be; the noun says the protocol where no parameter does. */
export function naturalKey(
  provider: Provider,
  { operation, values }: Pick<Change, 'operation' | 'values'>,
): NaturalKey {
  const noun = provider.nouns.find((candidate) => candidate.noun === operation.noun);
  const fields = decodeFields(provider.fields, values, noun?.protocol);
  const { loadBalancer, port } = fields;
  const protocol = fields.protocol ?? noun?.protocol;
  if (loadBalancer === undefined || port === undefined || protocol === undefined) {
    throw new TypeError('a listener that passed validation has a place');
  }
  return { loadBalancer, protocol, port };
}
