import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { Failure, systemCode } from '../failure.ts';
import { acquireLock } from '../storage/lock.ts';
import { isRecord } from './exchange.ts';
import {
  type ElbCertificate,
  type ElbListener,
  type ElbLoadBalancer,
  type ElbState,
  listenerKey,
  type SlbAcl,
  type SlbCertificate,
  type SlbListener,
  type SlbLoadBalancer,
  type SlbServerGroup,
  type SlbState,
  type State,
} from './model.ts';
import { newState } from './seed.ts';

const FORMAT = 1;

/** How many of each there are in a state file. */
export interface Summary {
  /** False: there is no file yet, and the counts are those of a new sandbox. */
  readonly exists: boolean;
  readonly elb: Counts;
  readonly slb: Counts;
}

interface Counts {
  readonly loadBalancers: number;
  readonly certificates: number;
  readonly listeners: number;
}

/** Resets a sandbox, also when its file is damaged. */
export async function resetState(stateFile: string): Promise<void> {
  prepareFolder(stateFile);
  const lock = await acquireLock(lockFile(stateFile));
  try {
    writeState(stateFile, newState());
  } finally {
    lock.release();
  }
}

export async function summary(stateFile: string): Promise<Summary> {
  const kept = readState(stateFile);
  const { elb, slb } = kept ?? newState();
  return {
    exists: kept !== undefined,
    elb: {
      loadBalancers: elb.loadBalancers.size,
      certificates: elb.certificates.size,
      listeners: elb.listeners.size,
    },
    slb: {
      loadBalancers: slb.loadBalancers.size,
      certificates: slb.serverCertificates.size + slb.caCertificates.size,
      listeners: slb.listeners.size,
    },
  };
}

export function lockFile(stateFile: string): string {
  return `${stateFile}.lock`;
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
 * @throws Failure when there is one that is no state; it is left as it is
 */
export function readState(stateFile: string): State | undefined {
  let text: string;
  try {
    text = readFileSync(stateFile, 'utf8');
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return undefined;
    throw unusable(`cannot read the sandbox state file ${stateFile} (${systemCode(error)})`);
  }
  const state = parseState(text);
  if (state === undefined) {
    throw unusable(`the sandbox state file ${stateFile} is damaged`);
  }
  return state;
}

/** Replaces the file in one step: a reader sees the old state or the new one, never a part. */
export function writeState(stateFile: string, state: State): void {
  const temporary = `${stateFile}.${process.pid}.tmp`;
  try {
    writeFileSync(temporary, formatState(state), { mode: 0o600 });
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

function parseState(text: string): State | undefined {
  try {
    const { format, elb, slb } = recordOf(JSON.parse(text));
    if (format !== FORMAT) return undefined;
    return { elb: readElb(recordOf(elb)), slb: readSlb(recordOf(slb)) };
  } catch (error) {
    if (error instanceof TypeError || error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function readElb({ loadBalancers, certificates, listeners }: Record<string, unknown>): ElbState {
  return {
    loadBalancers: byId<ElbLoadBalancer>(loadBalancers, {
      type: 'string',
      listenerQuota: 'number',
    }),
    certificates: byId<ElbCertificate>(certificates, { domain: 'string' }),
    listeners: byId<ElbListener>(listeners, { protocol: 'string', port: 'number' }),
  };
}

function readSlb(slb: Record<string, unknown>): SlbState {
  return {
    loadBalancers: byId<SlbLoadBalancer>(slb['loadBalancers'], { region: 'string' }),
    serverCertificates: byId<SlbCertificate>(slb['serverCertificates'], { region: 'string' }),
    caCertificates: byId<SlbCertificate>(slb['caCertificates'], { region: 'string' }),
    serverGroups: byId<SlbServerGroup>(slb['serverGroups'], { loadBalancerId: 'string' }),
    pairGroups: byId<SlbServerGroup>(slb['pairGroups'], { loadBalancerId: 'string' }),
    acls: byId<SlbAcl>(slb['acls'], { region: 'string' }),
    listeners: collect<SlbListener>(
      slb['listeners'],
      { loadBalancerId: 'string', protocol: 'string', port: 'number', settings: 'object' },
      ({ loadBalancerId, protocol, port }) => listenerKey(loadBalancerId, protocol, port),
    ),
  };
}

function recordOf(value: unknown): Record<string, unknown> {
  if (isRecord(value)) return value;
  throw new TypeError('not an object');
}

/** What tells a record from a damaged one. */
type Shape<T> = Readonly<Partial<Record<keyof T & string, 'string' | 'number' | 'object'>>>;

function byId<T extends { readonly id: string }>(value: unknown, shape: Shape<T>): Map<string, T> {
  return collect<T>(value, { ...shape, id: 'string' }, ({ id }) => id);
}

function collect<T>(value: unknown, shape: Shape<T>, key: (record: T) => string): Map<string, T> {
  if (!Array.isArray(value)) throw new TypeError('not a list');
  const isOne = (item: unknown): item is T =>
    isRecord(item) && Object.entries(shape).every(([name, type]) => typeof item[name] === type);
  if (!value.every(isOne)) throw new TypeError('not such a record');
  return new Map(value.map((record) => [key(record), record]));
}
