import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { Failure, systemCode } from '../../failure.ts';
import { acquireLock, type Lock } from '../../storage/lock.ts';
import { isRecord } from '../http.ts';
import {
  type ElbCertificate,
  type ElbListener,
  type ElbLoadBalancer,
  type ElbState,
  listenerKey,
  type SlbListener,
  type SlbLoadBalancer,
  type SlbResource,
  type SlbServerGroup,
  type SlbState,
  type State,
} from './model.ts';
import { newState } from './seed.ts';

const FORMAT = 1;

/** Resets a sandbox, also when its file is damaged. */
export async function resetState(stateFile: string): Promise<void> {
  prepareFolder(stateFile);
  await withLock(stateFile, () => writeState(stateFile, newState()));
}

/**
 * Counts the resources in a state file.
 * `exists` is false when there is no file yet; the counts are then those of a new sandbox.
 */
export function summary(stateFile: string) {
  const saved = readState(stateFile);
  const { elb, slb } = saved ?? newState();
  const count = ({ loadBalancers, listeners }: ElbState | SlbState, certificates: number) => ({
    loadBalancers: loadBalancers.size,
    certificates,
    listeners: listeners.size,
  });
  return {
    exists: saved !== undefined,
    elb: count(elb, elb.certificates.size),
    slb: count(slb, slb.serverCertificates.size + slb.caCertificates.size),
  };
}

export async function withLock<T>(stateFile: string, run: (lock: Lock) => T): Promise<T> {
  const lock = await acquireLock(`${stateFile}.lock`);
  try {
    return run(lock);
  } finally {
    lock.release();
  }
}

export function prepareFolder(stateFile: string): void {
  try {
    mkdirSync(dirname(stateFile), { recursive: true, mode: 0o700 });
  } catch (error) {
    throw unusable(`cannot create the folder of ${stateFile} (${systemCode(error)})`);
  }
}

/**
 * @returns undefined when there is no such file
 * @throws Failure when its content is not valid; the file is not touched
 */
export function readState(stateFile: string): State | undefined {
  let text: string;
  try {
    text = readFileSync(stateFile, 'utf8');
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return undefined;
    throw unusable(`cannot read the sandbox state file ${stateFile} (${systemCode(error)})`);
  }
  try {
    return parseState(text);
  } catch (error) {
    if (!(error instanceof TypeError || error instanceof SyntaxError)) throw error;
    throw unusable(`the sandbox state file ${stateFile} is damaged`);
  }
}

/**
 * Replaces the file in one step: readers see the old state or the new one, never a part. Under the
 * lock, so a temporary file that is there was left by a process that was killed.
 */
export function writeState(stateFile: string, state: State): void {
  const temporary = `${stateFile}.tmp`;
  try {
    rmSync(temporary, { force: true });
    // Follows no link.
    writeFileSync(temporary, formatState(state), { mode: 0o600, flag: 'wx' });
    renameSync(temporary, stateFile);
  } catch (error) {
    rmSync(temporary, { force: true, recursive: true });
    throw unusable(`cannot write the sandbox state file ${stateFile} (${systemCode(error)})`);
  }
}

function unusable(message: string): Failure {
  return new Failure('usage', message, {
    hint: 'start afresh with `lbctl sandbox reset`, or use another file (--state, LBCTL_SANDBOX_STATE)',
  });
}

function formatState({ elb, slb }: State): string {
  const lists = (collections: object) =>
    Object.fromEntries(
      Object.entries(collections).map(([name, records]) => [name, [...records.values()]]),
    );
  return `${JSON.stringify({ format: FORMAT, elb: lists(elb), slb: lists(slb) })}\n`;
}

function parseState(text: string): State {
  const { format, elb, slb } = recordOf(JSON.parse(text));
  if (format !== FORMAT) throw new TypeError('unknown format');
  return { elb: parseElb(recordOf(elb)), slb: parseSlb(recordOf(slb)) };
}

function parseElb({ loadBalancers, certificates, listeners }: Record<string, unknown>): ElbState {
  return {
    loadBalancers: byId<ElbLoadBalancer>(loadBalancers, {
      type: 'string',
      listenerQuota: 'number',
    }),
    certificates: byId<ElbCertificate>(certificates, { domain: 'string' }),
    listeners: byId<ElbListener>(listeners, { protocol: 'string', port: 'number' }),
  };
}

function parseSlb(slb: Record<string, unknown>): SlbState {
  return {
    loadBalancers: byId<SlbLoadBalancer>(slb['loadBalancers'], { region: 'string' }),
    serverCertificates: byId<SlbResource>(slb['serverCertificates'], { region: 'string' }),
    caCertificates: byId<SlbResource>(slb['caCertificates'], { region: 'string' }),
    serverGroups: byId<SlbServerGroup>(slb['serverGroups'], { loadBalancerId: 'string' }),
    pairGroups: byId<SlbServerGroup>(slb['pairGroups'], { loadBalancerId: 'string' }),
    acls: byId<SlbResource>(slb['acls'], { region: 'string' }),
    listeners: collect<SlbListener>(
      slb['listeners'],
      { loadBalancerId: 'string', protocol: 'string', port: 'number', settings: 'object' },
      listenerKey,
    ),
  };
}

function recordOf(value: unknown): Record<string, unknown> {
  if (isRecord(value)) return value;
  throw new TypeError('not an object');
}

/** Fields that are checked, the ones that the sandbox would crash on. */
type Shape<T> = Readonly<Partial<Record<keyof T & string, 'string' | 'number' | 'object'>>>;

function byId<T extends { readonly id: string }>(value: unknown, shape: Shape<T>): Map<string, T> {
  return collect<T>(value, { ...shape, id: 'string' }, ({ id }) => id);
}

function collect<T>(value: unknown, shape: Shape<T>, key: (record: T) => string): Map<string, T> {
  if (!Array.isArray(value)) throw new TypeError('not a list');
  const isValid = (item: unknown): item is T =>
    isRecord(item) && Object.entries(shape).every(([name, type]) => typeof item[name] === type);
  if (!value.every(isValid)) throw new TypeError('not a valid record');
  return new Map(value.map((record) => [key(record), record]));
}
