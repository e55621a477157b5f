import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Env } from '../deps.ts';
import { Failure, systemCode } from '../failure.ts';
import type { ListenerFields } from '../model/fields.ts';
import { isObject } from '../model/json.ts';
import type { Listener } from '../model/listener.ts';
import { stateFolder } from '../storage/folders.ts';
import type { Checked } from './check.ts';
import { targetState } from './entry.ts';
import type { Reachable } from './targets.ts';

/** A listener that was deleted in order to create it again. */
export interface Replaced {
  /** Of the old listener. */
  readonly ref: string;
  /** Of the new listener. */
  readonly fields: ListenerFields;
  readonly state?: 'running' | 'stopped';
}

/**
 * Keeps what a listener shall become from before its deletion until it has been created again, so that
 * a run that is interrupted in between loses no settings.
 */
export interface ReplacedListeners {
  /** @param fields of the new listener */
  remember(checked: Checked<Reachable>, listener: Listener, fields: ListenerFields): void;
  recall(checked: Checked<Reachable>): Replaced | undefined;
  forget(checked: Checked<Reachable>): void;
}

/** One file for each listener, in the state folder. */
export function replacedListeners(env: Env): ReplacedListeners {
  const folder = join(stateFolder(env), 'replaced');
  const fileOf = (checked: Checked<Reachable>) => join(folder, `${nameOf(checked)}.json`);
  return {
    remember(checked, listener, fields) {
      const { ref, status } = listener;
      const state = targetState(status);
      const record = { listener: ref, fields, ...(state === undefined ? {} : { state }) };
      const file = fileOf(checked);
      try {
        mkdirSync(folder, { recursive: true, mode: 0o700 });
        writeFileSync(`${file}.tmp`, JSON.stringify(record), { mode: 0o600 });
        renameSync(`${file}.tmp`, file);
      } catch (error) {
        throw new Failure(
          'usage',
          `the settings of listener ${ref} cannot be kept in ${folder} (${systemCode(error)}), so it was not replaced`,
          { hint: 'check the owner of the folder, or set XDG_STATE_HOME' },
        );
      }
    },
    recall: (checked) => readRecord(fileOf(checked)),
    forget: (checked) => rmSync(fileOf(checked), { force: true }),
  };
}

function nameOf({ destination, entry: { fields } }: Checked<Reachable>): string {
  const { provider, region, target } = destination;
  const { loadBalancer, protocol, port } = fields;
  // The protocol may be what changes; only udp has ports of its own.
  const family = protocol === 'udp' ? protocol : 'tcp';
  const key = [provider.id, target.settings.endpoint ?? region, loadBalancer, family, port];
  return createHash('sha256').update(JSON.stringify(key)).digest('hex').slice(0, 32);
}

function readRecord(file: string): Replaced | undefined {
  let record: unknown;
  try {
    record = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return undefined;
    throw new Failure('usage', `the file ${file} cannot be read: it holds a listener's settings`, {
      hint: 'delete it to create the listener with the settings of the manifest alone',
    });
  }
  const { listener, fields, state } = isObject(record) ? record : {};
  if (!isObject(fields)) return undefined;
  return {
    ref: String(listener),
    fields,
    ...(state === 'running' || state === 'stopped' ? { state } : {}),
  };
}
