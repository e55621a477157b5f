import { field, type ListenerFields, PATHS, type Path } from '../model/fields.ts';
import { isObject } from '../model/json.ts';
import { didYouMean } from '../model/suggest.ts';
import { alternatives, quote, readJson } from '../model/values.ts';
import type { TargetState } from '../operations/state.ts';

/** A listener as a manifest asks for it: the portable fields, where it is, and its state. */
export interface EntryListener extends EntryTarget {
  readonly fields: ListenerFields;
  readonly state?: TargetState;
}

export interface EntryTarget {
  readonly provider?: string;
  readonly profile?: string;
  readonly region?: string;
}

/** What is wrong with one key, as a whole sentence. */
export interface KeyProblem {
  readonly rule: string;
  readonly path: readonly string[];
  readonly message: string;
}

export interface EntryRead {
  readonly wanted: EntryListener;
  readonly problems: readonly KeyProblem[];
}

export const STATES = ['running', 'stopped'] as const;

/** Keys of a listener that are no fields of the model. */
export const PLACE_KEYS = ['provider', 'profile', 'region'] as const;

type Key =
  | { readonly kind: 'field'; readonly path: Path }
  | { readonly kind: 'group'; readonly inner: ReadonlyMap<string, Path> }
  | { readonly kind: 'place'; readonly name: (typeof PLACE_KEYS)[number] }
  | { readonly kind: 'state' };

const KEYS: ReadonlyMap<string, Key> = keysOf();

function keysOf(): ReadonlyMap<string, Key> {
  const keys = new Map<string, Key>();
  for (const name of PLACE_KEYS) keys.set(name, { kind: 'place', name });
  const groups = new Map<string, Map<string, Path>>();
  for (const path of PATHS) {
    const [outer = '', inner] = path.split('.');
    if (inner === undefined) {
      keys.set(outer, { kind: 'field', path });
      continue;
    }
    const group = groups.get(outer) ?? new Map<string, Path>();
    group.set(inner, path);
    groups.set(outer, group);
    keys.set(outer, { kind: 'group', inner: group });
  }
  keys.set('state', { kind: 'state' });
  return keys;
}

const NOTHING: EntryRead = { wanted: { fields: {} }, problems: [] };

/** Reads an object of a manifest; what can't be read is left out and told. */
export function readEntry(json: unknown): EntryRead {
  if (json === undefined || json === null) return NOTHING;
  if (!isObject(json)) {
    return {
      ...NOTHING,
      problems: [{ rule: 'manifest/shape', path: [], message: 'a listener must be an object' }],
    };
  }
  const reading = new Reading();
  for (const name in json) reading.key(name, json[name]);
  return reading.result();
}

/** Deep: what the listener itself says wins, and tags of both are joined. */
export function withDefaults(defaults: EntryListener, own: EntryListener): EntryListener {
  const tags =
    defaults.fields.tags === undefined || own.fields.tags === undefined
      ? undefined
      : { ...defaults.fields.tags, ...own.fields.tags };
  return {
    ...defaults,
    ...own,
    fields: { ...defaults.fields, ...own.fields, ...(tags === undefined ? {} : { tags }) },
  };
}

class Reading {
  readonly #fields: Partial<Record<Path, unknown>> = {};
  readonly #rest: { -readonly [K in keyof Omit<EntryListener, 'fields'>]: EntryListener[K] } = {};
  readonly #problems: KeyProblem[] = [];

  key(name: string, value: unknown): void {
    const key = KEYS.get(name);
    switch (key?.kind) {
      case 'field':
        this.#field(key.path, value);
        return;
      case 'group':
        this.#group(name, key.inner, value);
        return;
      case 'place':
        if (typeof value === 'string' && value !== '') this.#rest[key.name] = value;
        else this.#problem('manifest/value', [name], `${name} must be a text that is not empty`);
        return;
      case 'state':
        this.#state(value);
        return;
      default:
        this.#unknown(name);
    }
  }

  result(): EntryRead {
    return {
      wanted: { ...this.#rest, fields: this.#fields as ListenerFields },
      problems: this.#problems,
    };
  }

  #field(path: Path, value: unknown): void {
    const read = readJson(path, value);
    if ('value' in read) this.#fields[path] = read.value;
    else {
      this.#problem(
        `listener/${field(path).flag}-value`,
        path.split('.'),
        `${path} ${read.problem}`,
      );
    }
  }

  #group(name: string, inner: ReadonlyMap<string, Path>, value: unknown): void {
    if (!isObject(value)) {
      const keys = alternatives([...inner.keys()]);
      this.#problem('manifest/shape', [name], `${name} must be an object with ${keys}`);
      return;
    }
    for (const key in value) {
      const path = inner.get(key);
      if (path !== undefined) this.#field(path, value[key]);
      else {
        this.#problem(
          'manifest/unknown-key',
          [name, key],
          `there is no field ${quote(`${name}.${key}`)}${didYouMean(key, [...inner.keys()])}`,
        );
      }
    }
  }

  #state(value: unknown): void {
    const state = STATES.find((known) => known === value);
    if (state !== undefined) this.#rest.state = state;
    else {
      const said = typeof value === 'string' ? quote(value) : JSON.stringify(value);
      this.#problem('manifest/value', ['state'], `state must be running or stopped, not ${said}`);
    }
  }

  #unknown(name: string): void {
    const [outer = '', inner] = name.split('.');
    const known = PATHS.find((path) => path === name);
    const hint =
      known !== undefined && inner !== undefined
        ? `; write ${inner} below ${outer}`
        : didYouMean(name, [...KEYS.keys()]);
    this.#problem('manifest/unknown-key', [name], `there is no field ${quote(name)}${hint}`);
  }

  #problem(rule: string, path: readonly string[], message: string): void {
    this.#problems.push({ rule, path, message });
  }
}
