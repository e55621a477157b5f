import type { Client } from '../client/client.ts';
import { Failure } from '../failure.ts';
import { decodeFields } from '../model/encode.ts';
import type { Native } from '../model/listener.ts';
import { isEmpty } from '../model/values.ts';
import type { Violation } from '../model/violation.ts';
import { type Change, violationsOf } from '../providers/change.ts';
import type { Provider } from '../providers/provider.ts';
import type { NaturalKey, Reference } from '../providers/reference.ts';
import type { Step } from '../providers/step.ts';
import { findListener, isAt } from './find.ts';
import { unread } from './lost-change.ts';
import { matches } from './match.ts';
import { isRefusal, isUnknown, notDone, PartlyDone } from './partly.ts';
import { type ChangeOptions, type DryRun, preflight, throwOnErrors } from './preflight.ts';
import { previewState } from './state.ts';
import { previewSteps, sendStep } from './steps.ts';

export interface Created {
  readonly kind: 'created';
  readonly native: Native;
  readonly warnings: readonly Violation[];
}

export interface CreateOptions extends ChangeOptions {
  /** Whether a dry run shows the request that starts the listener. */
  readonly start: boolean;
}

/** Validates, sends, and returns the listener, which is read back if the response does not contain it. */
export async function createListener(
  connect: () => Promise<Client>,
  provider: Provider,
  change: Change,
  options: CreateOptions,
): Promise<Created | DryRun> {
  const offline = violationsOf(provider, change);
  const early = throwOnErrors(provider, offline, options);
  const client = await connect();
  const key = naturalKey(provider, change);
  const steps = client.calls.create(change.operation.noun, change.values);
  const begun =
    options.preflight && !options.dryRun ? await begunCreate(client, steps, key) : undefined;
  const late =
    options.preflight && begun === undefined
      ? throwOnErrors(
          provider,
          [...offline, ...(await preflight(client, change, key.loadBalancer, change.values))],
          options,
        )
      : early;
  if (options.dryRun) {
    const planned = client.calls.planned(key, change.values);
    const start = options.start ? previewState(client, planned, 'running') : [];
    return {
      kind: 'dry-run',
      requests: [...previewSteps(client, steps, planned), ...start],
      warnings: late,
    };
  }
  const native = await runCreate(client, steps, key, { begun, takeBack: true });
  return { kind: 'created', native: native ?? (await readBack(client, key)), warnings: late };
}

interface RunOptions {
  /** A listener that an earlier run of the same create has begun. */
  readonly begun?: Native | undefined;
  /** Whether to delete what this command made if the cloud refuses a later part. */
  readonly takeBack: boolean;
}

/**
 * Sends a validated create, part by part; parts that are there already are kept.
 * @returns the listener, if an answer contains it
 * @throws PartlyDone if only some parts were made
 */
export async function runCreate(
  client: Client,
  [first, ...others]: readonly Step[],
  key: NaturalKey,
  { begun, takeBack }: RunOptions,
): Promise<Native | undefined> {
  if (first === undefined) throw new TypeError('a create has at least one step');
  const start = begun === undefined ? await sendFirst(client, first, others, key) : { begun };
  let native = start.begun ?? start.native;
  if (others.length === 0 || native === undefined) return native;
  const made: Made[] = start.begun === undefined ? [{ step: first, native }] : [];
  for (const step of others) {
    const previous: Native = native;
    const lookUp = async () => step.find?.(previous, client.run);
    try {
      const there = start.begun === undefined ? undefined : await lookUp();
      native = there ?? (await sendStep(client, step, previous, lookUp)) ?? previous;
      if (there === undefined) made.push({ step, native });
    } catch (error) {
      throw await partFailed(client, step, { made, native }, error, takeBack);
    }
  }
  return native;
}

/** A part that this command has made. */
interface Made {
  readonly step: Step;
  /** The listener with this part, and without later ones. */
  readonly native: Native;
}

interface Standing {
  readonly made: readonly Made[];
  readonly native: Native;
}

interface Started {
  readonly native?: Native | undefined;
  /** A listener that was there already: it is never taken back. */
  readonly begun?: Native | undefined;
}

/** A create that was interrupted, run again: its listener is there, but not all of its parts. */
async function sendFirst(
  client: Client,
  first: Step,
  others: readonly Step[],
  key: NaturalKey,
): Promise<Started> {
  try {
    return {
      native: await sendStep(client, first, undefined, () => listenerAt(client, first, key)),
    };
  } catch (error) {
    const isConflict = error instanceof Failure && error.kind === 'conflict';
    const begun = isConflict ? await begunCreate(client, [first, ...others], key) : undefined;
    if (begun === undefined) throw error;
    return { begun };
  }
}

/** The listener, if it is as wanted but lacks parts that the steps would make. */
async function begunCreate(
  client: Client,
  [first, ...others]: readonly Step[],
  key: NaturalKey,
): Promise<Native | undefined> {
  if (first === undefined || others.length === 0) return undefined;
  const found = await listenerAt(client, first, key);
  if (found === undefined || !isOwn(client, first, found)) return undefined;
  let native = found;
  for (const step of others) {
    const next = await step.find?.(native, client.run);
    if (next === undefined) return native;
    if (!matches(client.provider, step.values, next)) return undefined;
    native = next;
  }
  return undefined;
}

/** Somebody else's listener may have the same settings, but a name or tags that nobody asked for. */
function isOwn({ provider }: Client, { values }: Step, found: Native): boolean {
  const { fields } = provider.decode(found);
  const wanted = decodeFields(provider.fields, values, fields.protocol);
  return (
    matches(provider, values, found) &&
    MARKS.every((path) => wanted[path] !== undefined || isEmpty(fields[path]))
  );
}

const MARKS = ['name', 'description', 'tags'] as const;

async function listenerAt(
  client: Client,
  { values }: Step,
  key: NaturalKey,
): Promise<Native | undefined> {
  const { provider } = client;
  const found = await client.run(client.calls.at(key));
  return found.find(
    (native) =>
      isAt(client, native, key) &&
      client.listener(native).fields.protocol === key.protocol &&
      provider.isSamePlace?.(values, native) !== false,
  );
}

/** Takes back what was made if the cloud refused a part for good, and else says what stands. */
async function partFailed(
  client: Client,
  { part }: Step,
  { made, native }: Standing,
  error: unknown,
  takeBack: boolean,
): Promise<unknown> {
  if (!(error instanceof Failure) || error.kind === 'interrupted') return error;
  const listener = client.listener(native);
  const { ref } = listener;
  const problem = notDone(part, 'created', error);
  if (!takeBack || made.length === 0 || !isRefusal(error.kind)) {
    const hint = isUnknown(error)
      ? 'run the same command again to complete it; if its port is in use then, nothing is missing'
      : undefined;
    return new PartlyDone(listener, `listener ${ref} was created, but ${problem}`, error, hint);
  }
  for (const one of made.toReversed()) {
    try {
      const call = one.step.undo?.(one.native);
      if (call !== undefined) await client.run(call);
    } catch (undoError) {
      if (!(undoError instanceof Failure)) return undoError;
      const what = `deleting the ${one.step.part} again failed: ${undoError.message}`;
      const message = `${problem}; listener ${ref} stands: ${what}`;
      return new PartlyDone(client.listener(one.native), message, error);
    }
  }
  return new Failure(error.kind, `${problem}; ${takenBack(made, ref)}`, error.details);
}

function takenBack(made: readonly Made[], ref: string): string {
  const parts = made.map(({ step }) => step.part);
  return parts.includes('listener')
    ? `listener ${ref} was deleted again`
    : `the ${parts.join(' and the ')} that this command made was deleted again; listener ${ref} stays`;
}

const READ_BACKS = 4;

/** Reads a new listener; it may take a moment to appear. */
async function readBack(client: Client, key: NaturalKey): Promise<Native> {
  const reference: Reference = { by: 'place', ...key };
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await findListener(client, reference);
    } catch (error) {
      if (!(error instanceof Failure) || error.kind === 'interrupted') throw error;
      const failure = unread('created', client.provider.id, error);
      if (attempt === READ_BACKS - 1 || error.kind === 'auth') throw failure;
      await client.pause(attempt, failure);
    }
  }
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
  if (loadBalancer === undefined || port === undefined) {
    throw new TypeError('a validated listener has a load balancer and a port');
  }
  return { loadBalancer, protocol, port };
}
