import { field, type ListenerFields, PATHS, type Path } from '../model/fields.ts';
import { isObject } from '../model/json.ts';
import { didYouMean } from '../model/suggest.ts';
import { alternatives, quote, readJson } from '../model/values.ts';
import type { Violation } from '../model/violation.ts';
import type { TargetState } from '../operations/state.ts';
import { manifestViolation } from './finding.ts';

/** A listener as a manifest describes it, or the defaults of listeners. */
export interface Entry {
  readonly provider?: string;
  readonly profile?: string;
  readonly region?: string;
  readonly fields: ListenerFields;
  readonly state?: TargetState;
}

export interface EntryRead {
  readonly entry: Entry;
  /** Of what could not be read, and is left out of the entry. */
  readonly violations: readonly Violation[];
}

export const STATES = ['running', 'stopped'] as const;

/** Keys that say where the listener is. */
const TARGET_KEYS = ['provider', 'profile', 'region'] as const;

/** The fields of the model as they nest: `port` is a path, `backend` a group of paths. */
const KEYS: ReadonlyMap<string, Path | ReadonlyMap<string, Path>> = nestPaths();

const KNOWN_KEYS: readonly string[] = [...TARGET_KEYS, ...KEYS.keys(), 'state'];

function nestPaths() {
  const keys = new Map<string, Path | Map<string, Path>>();
  for (const path of PATHS) {
    const [outer = '', inner] = path.split('.');
    const group = keys.get(outer);
    if (inner === undefined) keys.set(outer, path);
    else if (group instanceof Map) group.set(inner, path);
    else keys.set(outer, new Map([[inner, path]]));
  }
  return keys;
}

/** Reads one listener of a manifest, or its defaults. */
export function readEntry(json: unknown): EntryRead {
  if (json === undefined || json === null) return { entry: { fields: {} }, violations: [] };
  if (!isObject(json)) {
    const violation = manifestViolation('manifest/shape', 'a listener must be an object');
    return { entry: { fields: {} }, violations: [violation] };
  }
  const fields: Partial<Record<Path, unknown>> = {};
  const others: OtherKeys = {};
  const violations: Violation[] = [];
  const readField = (path: Path, value: unknown) => {
    const read = readJson(path, value);
    if ('value' in read) fields[path] = read.value;
    else {
      const rule = `listener/${field(path).flag}-value`;
      violations.push(manifestViolation(rule, `${path} ${read.problem}`, [path]));
    }
  };
  for (const key in json) {
    const value = json[key];
    const known = KEYS.get(key);
    if (typeof known === 'string') readField(known, value);
    else if (known === undefined) {
      const violation = readOther(key, value, others);
      if (violation !== undefined) violations.push(violation);
    } else if (isObject(value)) {
      for (const inner in value) {
        const path = known.get(inner);
        if (path !== undefined) readField(path, value[inner]);
        else violations.push(unknownKey(`${key}.${inner}`, didYouMean(inner, [...known.keys()])));
      }
    } else {
      const message = `${key} must be an object with ${alternatives([...known.keys()])}`;
      violations.push(manifestViolation('manifest/shape', message, [key]));
    }
  }
  return { entry: { ...others, fields: fields as ListenerFields }, violations };
}

/** Deep: what the listener itself says wins, and tags of both are joined. */
export function withDefaults(defaults: Entry, own: Entry): Entry {
  const fields = { ...defaults.fields, ...own.fields };
  if (defaults.fields.tags === undefined || own.fields.tags === undefined) {
    return { ...defaults, ...own, fields };
  }
  const tags = { ...defaults.fields.tags, ...own.fields.tags };
  return { ...defaults, ...own, fields: { ...fields, tags } };
}

type OtherKeys = { -readonly [K in keyof Omit<Entry, 'fields'>]: Entry[K] };

/** Takes a key that is no field of the model, or says what is wrong with it. */
function readOther(key: string, value: unknown, others: OtherKeys): Violation | undefined {
  const target = TARGET_KEYS.find((known) => known === key);
  if (target !== undefined) {
    if (typeof value !== 'string' || value === '') {
      return manifestViolation('manifest/value', `${key} must be a non-empty string`, [key]);
    }
    others[target] = value;
    return undefined;
  }
  if (key === 'state') {
    const state = STATES.find((known) => known === value);
    if (state === undefined) {
      const given = typeof value === 'string' ? quote(value) : JSON.stringify(value);
      const message = `state must be running or stopped, not ${given}`;
      return manifestViolation('manifest/value', message, [key]);
    }
    others.state = state;
    return undefined;
  }
  const [outer = '', inner] = key.split('.');
  const isFlat = inner !== undefined && PATHS.some((path) => path === key);
  return unknownKey(key, isFlat ? `; write ${inner} below ${outer}` : didYouMean(key, KNOWN_KEYS));
}

function unknownKey(key: string, hint: string): Violation {
  return manifestViolation('manifest/unknown-key', `unknown field ${quote(key)}${hint}`, [key]);
}
