import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { Failure, systemCode } from '../failure.ts';
import { acquireLock } from '../storage/lock.ts';
import { isRecord } from './exchange.ts';
import {
  type ElbCertificate,
  type ElbListener,
  type ElbLoadBalancer,
  listenerKey,
  type SlbAcl,
  type SlbCertificate,
  type SlbListener,
  type SlbLoadBalancer,
  type SlbServerGroup,
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

/** Records never change, so each is turned into text once. */
const texts = new WeakMap<object, string>();

function formatRecord(record: object): string {
  const known = texts.get(record);
  if (known !== undefined) return known;
  const text = JSON.stringify(record);
  texts.set(record, text);
  return text;
}

function formatState(state: State): string {
  const clouds = Object.entries({ ...state }).map(([cloud, { ...collections }]) => {
    const lists = Object.entries(collections).map(([name, records]) => {
      const lines = Array.from(records.values(), formatRecord);
      return `${JSON.stringify(name)}:[\n${lines.join(',\n')}\n]`;
    });
    return `${JSON.stringify(cloud)}:{\n${lists.join(',\n')}\n}`;
  });
  return `{"format":${FORMAT},\n${clouds.join(',\n')}\n}\n`;
}

function parseState(text: string): State | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!isRecord(value) || value['format'] !== FORMAT) return undefined;
  const { elb, slb } = value;
  if (!isRecord(elb) || !isRecord(slb)) return undefined;
  try {
    return {
      elb: {
        loadBalancers: collect(elb['loadBalancers'], isElbLoadBalancer, (record) => record.id),
        certificates: collect(elb['certificates'], isElbCertificate, (record) => record.id),
        listeners: collect(elb['listeners'], isElbListener, (record) => record.id),
      },
      slb: {
        loadBalancers: collect(slb['loadBalancers'], isSlbLoadBalancer, (record) => record.id),
        serverCertificates: collect(
          slb['serverCertificates'],
          isNamedInRegion,
          (record) => record.id,
        ),
        caCertificates: collect(slb['caCertificates'], isNamedInRegion, (record) => record.id),
        serverGroups: collect(slb['serverGroups'], isServerGroup, (record) => record.id),
        pairGroups: collect(slb['pairGroups'], isServerGroup, (record) => record.id),
        acls: collect(slb['acls'], isNamedInRegion, (record) => record.id),
        listeners: collect(slb['listeners'], isSlbListener, (record) =>
          listenerKey(record.loadBalancerId, record.protocol, record.port),
        ),
      },
    };
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}

function collect<T>(
  value: unknown,
  isOne: (value: unknown) => value is T,
  key: (record: T) => string,
): Map<string, T> {
  if (!Array.isArray(value)) throw new TypeError('not a list');
  const records = new Map<string, T>();
  for (const item of value) {
    if (!isOne(item)) throw new TypeError('not such a record');
    records.set(key(item), item);
  }
  return records;
}

function has(value: unknown, type: 'string' | 'number' | 'boolean', names: readonly string[]) {
  return isRecord(value) && names.every((name) => typeof value[name] === type);
}

function isElbLoadBalancer(value: unknown): value is ElbLoadBalancer {
  return (
    has(value, 'string', ['id', 'name', 'type', 'vip_address', 'create_time', 'adminState']) &&
    has(value, 'number', ['listenerQuota']) &&
    has(value, 'boolean', ['loose'])
  );
}

function isElbCertificate(value: unknown): value is ElbCertificate {
  return has(value, 'string', ['id', 'name', 'domain', 'create_time']);
}

function isElbListener(value: unknown): value is ElbListener {
  return (
    has(value, 'string', ['id', 'name', 'loadbalancer_id', 'protocol', 'backend_protocol']) &&
    has(value, 'string', ['lb_algorithm', 'create_time', 'update_time']) &&
    has(value, 'number', ['port', 'backend_port']) &&
    has(value, 'boolean', ['session_sticky', 'tcp_draining', 'admin_state_up'])
  );
}

function isSlbLoadBalancer(value: unknown): value is SlbLoadBalancer {
  return (
    has(value, 'string', ['id', 'name', 'region', 'address', 'addressType', 'spec']) &&
    has(value, 'string', ['chargeType', 'createTime']) &&
    has(value, 'number', ['bandwidth', 'listenerQuota'])
  );
}

function isNamedInRegion(value: unknown): value is SlbCertificate & SlbAcl {
  return has(value, 'string', ['id', 'name', 'region']);
}

function isServerGroup(value: unknown): value is SlbServerGroup {
  return has(value, 'string', ['id', 'name', 'loadBalancerId']);
}

function isSlbListener(value: unknown): value is SlbListener {
  return (
    isRecord(value) &&
    has(value, 'string', ['loadBalancerId', 'protocol', 'settled']) &&
    has(value, 'number', ['port']) &&
    isRecord(value['settings']) &&
    Array.isArray(value['tags']) &&
    (value['transition'] === null || has(value['transition'], 'number', ['until']))
  );
}
