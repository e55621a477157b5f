import { field, type ListenerFields, PATHS, type Path } from '../model/fields.ts';
import { isObject } from '../model/json.ts';
import type { Status } from '../model/listener.ts';
import { MANIFEST_KEYS } from '../model/manifest-keys.ts';
import { didYouMean } from '../model/suggest.ts';
import { alternatives, quote, readJson } from '../model/values.ts';
import type { Violation } from '../model/violation.ts';
import type { TargetState } from '../operations/state.ts';
import { PROVIDER_IDS } from '../providers/registry.ts';
import { manifestViolation } from './finding.ts';

/** A listener of a manifest, or defaults. */
export interface Entry {
  readonly provider?: string;
  readonly profile?: string;
  readonly region?: string;
  readonly fields: ListenerFields;
  readonly state?: TargetState;
  /** Ids of rules whose warnings are known and not repeated, also with --strict. */
  readonly acceptWarnings?: readonly string[];
}

export interface ParsedEntry {
  readonly entry: Entry;
  /** Of invalid values, which are not in the entry. */
  readonly violations: readonly Violation[];
  /** Of fields that are null; where a cloud requires them, they are missing. */
  readonly nulls: readonly Violation[];
}

export const STATES = ['running', 'stopped'] as const;

/** The state that a listener has or will soon have; undefined if unknown. */
export function targetState(status: Status): TargetState | undefined {
  if (status === 'running' || status === 'starting') return 'running';
  return status === 'stopped' || status === 'stopping' ? 'stopped' : undefined;
}

const TARGET_KEYS = ['provider', 'profile', 'region'] as const;

/** `slb/allow-list-risk` */
export const RULE_ID = new RegExp(
  `^(${[...PROVIDER_IDS, 'listener', 'manifest', 'copy'].join('|')})/[a-z0-9-]+$`,
);

/** Maps `port` to its path, and `backend` to the paths of its group. */
const KEYS: ReadonlyMap<string, Path | ReadonlyMap<string, Path>> = nestPaths();

const KNOWN_KEYS: readonly string[] = [...Object.keys(MANIFEST_KEYS), ...KEYS.keys()];

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

export function parseEntry(json: unknown): ParsedEntry {
  if (json === undefined || json === null)
    return { entry: { fields: {} }, violations: [], nulls: [] };
  if (!isObject(json)) {
    const violation = manifestViolation('manifest/shape', 'a listener must be an object');
    return { entry: { fields: {} }, violations: [violation], nulls: [] };
  }
  const fields: Partial<Record<Path, unknown>> = {};
  const others: OtherKeys = {};
  const violations: Violation[] = [];
  const nulls: Violation[] = [];
  const parseField = (path: Path, value: unknown) => {
    const read = readJson(path, value);
    if ('value' in read) fields[path] = read.value;
    else {
      const rule = `listener/${field(path).flag}-value` as const;
      const found = value === null ? nulls : violations;
      found.push(manifestViolation(rule, `${path} ${read.problem}`, [path]));
    }
  };
  for (const key in json) {
    const value = json[key];
    const known = KEYS.get(key);
    if (typeof known === 'string') parseField(known, value);
    else if (known === undefined) {
      const violation = parseOther(key, value, others);
      if (violation !== undefined) violations.push(violation);
    } else if (isObject(value)) {
      for (const inner in value) {
        const path = known.get(inner);
        if (path !== undefined) parseField(path, value[inner]);
        else violations.push(unknownKey(`${key}.${inner}`, didYouMean(inner, [...known.keys()])));
      }
    } else {
      const message = `${key} must be an object with ${alternatives([...known.keys()])}`;
      violations.push(manifestViolation('manifest/shape', message, [key]));
    }
  }
  return { entry: { ...others, fields: fields as ListenerFields }, violations, nulls };
}

/** Tags are merged by key; warnings that either accepts are accepted. */
export function withDefaults(defaults: Entry, own: Entry): Entry {
  const tags =
    defaults.fields.tags === undefined || own.fields.tags === undefined
      ? {}
      : { tags: { ...defaults.fields.tags, ...own.fields.tags } };
  const accepted =
    defaults.acceptWarnings === undefined || own.acceptWarnings === undefined
      ? {}
      : { acceptWarnings: [...defaults.acceptWarnings, ...own.acceptWarnings] };
  return {
    ...defaults,
    ...own,
    ...accepted,
    fields: { ...defaults.fields, ...own.fields, ...tags },
  };
}

/** Without the warnings that the listener accepts. */
export function withoutAccepted<V extends Violation>(
  violations: readonly V[],
  { acceptWarnings }: Pick<Entry, 'acceptWarnings'>,
): readonly V[] {
  if (acceptWarnings === undefined) return violations;
  return violations.filter(
    ({ severity, rule }) => severity === 'error' || !acceptWarnings.includes(rule),
  );
}

type OtherKeys = { -readonly [K in keyof Omit<Entry, 'fields'>]: Entry[K] };

/** Parses a key that is no field into `others`; returns the violation if that fails. */
function parseOther(key: string, value: unknown, others: OtherKeys): Violation | undefined {
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
  if (key === 'acceptWarnings') {
    const rules: readonly unknown[] = Array.isArray(value) ? value : [undefined];
    if (!rules.every((rule): rule is string => typeof rule === 'string' && RULE_ID.test(rule))) {
      const message = `${key} must be a list of rule ids, such as slb/allow-list-risk`;
      return manifestViolation('manifest/value', message, [key]);
    }
    others.acceptWarnings = rules;
    return undefined;
  }
  const [outer = '', inner] = key.split('.');
  const isPath = inner !== undefined && PATHS.some((path) => path === key);
  return unknownKey(key, isPath ? `; write ${inner} below ${outer}` : didYouMean(key, KNOWN_KEYS));
}

function unknownKey(key: string, hint: string): Violation {
  return manifestViolation('manifest/unknown-key', `unknown field ${quote(key)}${hint}`, [key]);
}
