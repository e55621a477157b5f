import { formatDuration, parseDuration } from './duration.ts';
import { type FieldType, field, type ListenerFields, PATHS, type Path } from './fields.ts';
import { isObject } from './json.ts';

/** A parsed value, or a problem that continues a sentence that starts with the field's name. */
export type Read = { readonly value: unknown } | { readonly problem: string };

/** Parses a flag's value or a string of a manifest. */
export function readText(path: Path, text: string): Read {
  return readTexts(path, [text]);
}

/** Parses the values of a flag; lists and tags combine them, otherwise the last one wins. */
export function readTexts(path: Path, texts: readonly string[]): Read {
  const { type } = field(path);
  const text = texts.at(-1) ?? '';
  const mismatch = () => ({ problem: `must be ${expectation(type)}, not ${quote(text)}` });
  switch (type.kind) {
    case 'text':
      return { value: text };
    case 'port':
    case 'count':
      return /^\d{1,15}$/.test(text) ? { value: Number(text) } : mismatch();
    case 'duration':
    case 'drain': {
      if (type.kind === 'drain' && text === 'off') return { value: 'off' };
      const seconds = parseDuration(text);
      return seconds === undefined ? mismatch() : { value: seconds };
    }
    case 'bandwidth':
      if (text === 'unlimited' || text === '-1') return { value: 'unlimited' };
      return /^\d{1,15}$/.test(text) ? { value: Number(text) } : mismatch();
    case 'choice':
      return oneOf(type.values, text);
    case 'list':
      return readList(path, texts.flatMap(splitList));
    case 'tags':
      return readTags(texts);
  }
}

/** Parses a field of a JSON or YAML document. */
export function readJson(path: Path, json: unknown): Read {
  const { type } = field(path);
  const mismatch = () => ({ problem: `must be ${expectation(type)}, not ${describe(json)}` });
  if (typeof json === 'string' && type.kind !== 'tags') return readText(path, json);
  if (typeof json === 'boolean') {
    // YAML 1.1 tools write `on` and `off` as booleans.
    const word = json ? 'on' : 'off';
    const allowed = type.kind === 'choice' ? type.values : type.kind === 'drain' ? ['off'] : [];
    return allowed.includes(word) ? { value: word } : mismatch();
  }
  switch (type.kind) {
    case 'text':
      return mismatch();
    case 'list': {
      // Codes of answers look like numbers, also alone.
      const items = type.pattern === undefined ? json : [json].flat().map(numberAsText);
      return Array.isArray(items) && items.every((item) => typeof item === 'string')
        ? readList(path, items)
        : mismatch();
    }
    case 'tags':
      return isObject(json) ? readTagObject(json) : mismatch();
    case 'choice':
      return typeof json === 'number' ? oneOf(type.values, String(json)) : mismatch();
    default:
      if (type.kind === 'bandwidth' && json === -1) return { value: 'unlimited' };
      return Number.isSafeInteger(json) && Number(json) >= 0 ? { value: json } : mismatch();
  }
}

function numberAsText(item: unknown): unknown {
  return typeof item === 'number' ? String(item) : item;
}

/** A field's value for people: with its unit, lists joined. */
export function formatValue(path: Path, value: unknown): string {
  if (typeof value === 'number' && field(path).type.kind === 'bandwidth') return `${value} Mbit/s`;
  return (Array.isArray(value) ? value : flagTexts(path, value)).join(', ');
}

/** A field's value as arguments of its portable flag. */
export function flagTexts(path: Path, value: unknown): readonly string[] {
  const { type } = field(path);
  if (type.kind === 'tags' && isObject(value)) {
    return Object.entries(value).map(([key, item]) => `${key}=${item}`);
  }
  if (Array.isArray(value)) return [value.join(',')];
  if (typeof value === 'number' && (type.kind === 'duration' || type.kind === 'drain')) {
    return [formatDuration(value)];
  }
  return [String(value)];
}

/** Splits at commas; the empty string is an empty list. */
export function splitList(text: string): string[] {
  return text === '' ? [] : text.split(',').map((item) => item.trim());
}

/** Nests fields as manifests and JSON output do, in the order of the model. */
export function nest(fields: ListenerFields): Record<string, unknown> {
  const nested: Record<string, unknown> = {};
  for (const path of PATHS) {
    const value = fields[path];
    if (value === undefined) continue;
    const [outer, inner] = path.split('.') as [string, string?];
    nested[outer] =
      inner === undefined ? value : { ...(nested[outer] as object | undefined), [inner]: value };
  }
  return nested;
}

/** Whether a value of a field or parameter is none. */
export function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null || value === '') return true;
  return typeof value === 'object' && Object.keys(value).length === 0;
}

/** Compares values; the order of list items and keys does not matter. */
export function sameField(a: unknown, b: unknown): boolean {
  return a === b || JSON.stringify(inOrder(a)) === JSON.stringify(inOrder(b));
}

function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.toSorted();
  return isObject(value) ? Object.entries(value).sort() : value;
}

function readList(path: Path, items: readonly string[]): Read {
  const { type } = field(path);
  // SLB's own spelling (http_2xx) is accepted too.
  const values =
    path === 'healthCheck.codes' ? items.map((item) => item.replace(/^http_/, '')) : items;
  if (type.kind === 'list' && type.values !== undefined) {
    for (const value of values) {
      const read = oneOf(type.values, value);
      if ('problem' in read) return read;
    }
  }
  if (values.includes('')) return { problem: 'has an empty item' };
  if (type.kind === 'list' && type.pattern !== undefined) {
    const lower = values.map((value) => value.toLowerCase());
    const odd = lower.find((value) => !type.pattern?.test(value));
    if (odd !== undefined) return { problem: `must be ${type.allowed}, not ${quote(odd)}` };
    return { value: [...new Set(lower)] };
  }
  return { value: [...new Set(values)] };
}

function readTags(texts: readonly string[]): Read {
  const tags: Record<string, string> = {};
  for (const text of texts) {
    const split = text.indexOf('=');
    if (split < 1) return { problem: `must be key=value, not ${quote(text)}` };
    tags[text.slice(0, split)] = text.slice(split + 1);
  }
  return { value: tags };
}

function readTagObject(object: Record<string, unknown>): Read {
  const tags: Record<string, string> = {};
  for (const [key, value] of Object.entries(object)) {
    if (typeof value === 'object') return { problem: `has a value that is not a string at ${key}` };
    tags[key] = String(value);
  }
  return { value: tags };
}

function oneOf(values: readonly string[], text: string): Read {
  const lower = text.toLowerCase();
  return values.includes(lower)
    ? { value: lower }
    : { problem: `must be ${alternatives(values)}, not ${quote(text)}` };
}

function expectation(type: FieldType): string {
  switch (type.kind) {
    case 'text':
      return 'a string';
    case 'port':
    case 'count':
      return 'a whole number';
    case 'duration':
      return 'a duration like 30s, 5m or 2h, or whole seconds';
    case 'drain':
      return 'off or a duration like 30s or 5m';
    case 'bandwidth':
      return 'a whole number of Mbit/s or unlimited';
    case 'choice':
      return alternatives(type.values);
    case 'list':
      return 'a list of strings';
    case 'tags':
      return 'a mapping of strings';
  }
}

/** `a`, `a or b`, `a, b or c`. */
export function alternatives(values: readonly string[]): string {
  if (values.length < 2) return values.join('');
  return `${values.slice(0, -1).join(', ')} or ${values.at(-1)}`;
}

/** `a TCP`, `an HTTP`. */
export function withArticle(protocol: string): string {
  return `${/^(http|ssl|sctp|ip)/i.test(protocol) ? 'an' : 'a'} ${protocol}`;
}

/** Quotes and shortens a value for a message. */
export function quote(text: string): string {
  const short = text.length > 60 ? `${text.slice(0, 57)}\u2026` : text;
  return JSON.stringify(short);
}

/** A value of JSON for a message: a string in quotes, a list as `a list`. */
export function describe(json: unknown): string {
  if (json === null) return 'null';
  if (Array.isArray(json)) return 'a list';
  if (typeof json === 'object') return 'an object';
  return typeof json === 'string' ? quote(json) : String(json);
}
