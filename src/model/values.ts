import { formatDuration, parseDuration } from './duration.ts';
import { type Field, field, type ListenerFields, PATHS, type Path } from './fields.ts';

/** A parsed value, or what is wrong with it, to follow the name of the field in a sentence. */
export type Read = { readonly value: unknown } | { readonly problem: string };

const HEALTH_CODE_PREFIX = /^http_/;

/** Reads a field as people write it: a flag's text, or a string in a manifest. */
export function readText(path: Path, text: string): Read {
  const { type } = field(path);
  switch (type.kind) {
    case 'text':
      return { value: text };
    case 'port':
    case 'count':
      return wholeNumber(text);
    case 'duration': {
      const seconds = parseDuration(text);
      return seconds === undefined ? notADuration(text) : { value: seconds };
    }
    case 'drain': {
      if (text === 'off') return { value: 'off' };
      const seconds = parseDuration(text);
      return seconds === undefined
        ? {
            problem: `must be off or a duration like 30s or 5m, not ${quote(text)}`,
          }
        : { value: seconds };
    }
    case 'bandwidth':
      if (text === 'unlimited' || text === '-1') return { value: 'unlimited' };
      return /^\d{1,15}$/.test(text)
        ? { value: Number(text) }
        : { problem: `must be a whole number of Mbit/s or unlimited, not ${quote(text)}` };
    case 'choice':
      return oneOf(type.values, text);
    case 'list':
      return readList(path, text === '' ? [] : text.split(',').map((item) => item.trim()));
    case 'tags':
      return readTags([text]);
  }
}

/** Reads a field that may have been given several times on one command line. */
export function readTexts(path: Path, texts: readonly string[]): Read {
  const { type } = field(path);
  if (type.kind === 'tags') return readTags(texts);
  if (type.kind !== 'list') return readText(path, texts.at(-1) ?? '');
  return readList(
    path,
    texts.flatMap((text) => (text === '' ? [] : text.split(',').map((item) => item.trim()))),
  );
}

/** Reads a field of a JSON or YAML document. */
export function readJson(path: Path, json: unknown): Read {
  const { type } = field(path);
  if (typeof json === 'boolean' && type.kind === 'choice' && type.values.includes('on')) {
    return { value: json ? 'on' : 'off' };
  }
  // YAML 1.1 tools write `off` as false.
  if (
    json === false &&
    (type.kind === 'drain' || (type.kind === 'choice' && type.values.includes('off')))
  ) {
    return { value: 'off' };
  }
  if (type.kind === 'list') {
    if (Array.isArray(json) && json.every((item) => typeof item === 'string')) {
      return readList(path, json);
    }
    return typeof json === 'string'
      ? readText(path, json)
      : { problem: `must be a list of strings, not ${describe(json)}` };
  }
  if (type.kind === 'tags') return readTagObject(json);
  if (type.kind === 'text') {
    return typeof json === 'string'
      ? { value: json }
      : { problem: `must be a string, not ${describe(json)}` };
  }
  if (typeof json === 'string') return readText(path, json);
  if (typeof json !== 'number') {
    return {
      problem: `must be ${expectation(field(path))}, not ${describe(json)}`,
    };
  }
  if (type.kind === 'choice') return oneOf(type.values, String(json));
  if (type.kind === 'bandwidth' && json === -1) return { value: 'unlimited' };
  return Number.isSafeInteger(json) && json >= 0
    ? { value: json }
    : { problem: `must be ${expectation(field(path))}, not ${json}` };
}

/** A field's value for people: with its unit, lists joined. */
export function formatValue(path: Path, value: unknown): string {
  const { type } = field(path);
  if (typeof value === 'number') {
    if (type.kind === 'duration' || type.kind === 'drain') return formatDuration(value);
    if (type.kind === 'bandwidth') return `${value} Mbit/s`;
  }
  if (Array.isArray(value)) return value.join(', ');
  if (type.kind === 'tags' && typeof value === 'object' && value !== null) {
    return Object.entries(value)
      .map(([key, item]) => `${key}=${item}`)
      .join(', ');
  }
  return String(value);
}

/** A field's value as a flag of the portable command takes it back. */
export function flagTexts(path: Path, value: unknown): readonly string[] {
  const { type } = field(path);
  if (type.kind === 'tags' && typeof value === 'object' && value !== null) {
    return Object.entries(value).map(([key, item]) => `${key}=${item}`);
  }
  if (Array.isArray(value)) return [value.join(',')];
  if (typeof value === 'number' && (type.kind === 'duration' || type.kind === 'drain')) {
    return [formatDuration(value)];
  }
  return [String(value)];
}

/** Fields by path, as the nested object that manifests and JSON show, in the order of the model. */
export function nest(fields: ListenerFields): Record<string, unknown> {
  const nested: Record<string, unknown> = {};
  for (const path of PATHS) {
    const value = fields[path];
    if (value === undefined) continue;
    const [outer, inner] = path.split('.') as [string, string?];
    if (inner === undefined) nested[outer] = value;
    else
      nested[outer] = {
        ...(nested[outer] as object | undefined),
        [inner]: value,
      };
  }
  return nested;
}

/** Compares values; the order of list items and keys does not matter. */
export function sameField(a: unknown, b: unknown): boolean {
  return a === b || JSON.stringify(inOrder(a)) === JSON.stringify(inOrder(b));
}

function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return [...value].sort();
  return typeof value === 'object' && value !== null ? Object.entries(value).sort() : value;
}

function readList(path: Path, items: readonly string[]): Read {
  const { type } = field(path);
  const allowed = type.kind === 'list' ? type.values : undefined;
  // People know SLB's own spelling (http_2xx), so it is accepted too.
  const named =
    path === 'healthCheck.codes'
      ? items.map((item) => item.replace(HEALTH_CODE_PREFIX, ''))
      : items;
  if (allowed !== undefined) {
    for (const item of named) {
      const read = oneOf(allowed, item);
      if ('problem' in read) return read;
    }
  }
  if (named.includes('')) return { problem: 'has an empty item' };
  return { value: [...new Set(named)] };
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

function readTagObject(json: unknown): Read {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) {
    return { problem: `must be a mapping of strings, not ${describe(json)}` };
  }
  const tags: Record<string, string> = {};
  for (const [key, value] of Object.entries(json)) {
    if (typeof value === 'object') return { problem: `has a value that is not a string at ${key}` };
    tags[key] = String(value);
  }
  return { value: tags };
}

function wholeNumber(text: string): Read {
  return /^\d{1,15}$/.test(text)
    ? { value: Number(text) }
    : { problem: `must be a whole number, not ${quote(text)}` };
}

function oneOf(values: readonly string[], text: string): Read {
  const lower = text.toLowerCase();
  return values.includes(lower)
    ? { value: lower }
    : { problem: `must be ${alternatives(values)}, not ${quote(text)}` };
}

function notADuration(text: string): Read {
  return {
    problem: `must be a duration like 30s, 5m or 2h, or whole seconds, not ${quote(text)}`,
  };
}

function expectation({ type }: Field): string {
  switch (type.kind) {
    case 'duration':
      return 'a duration like 30s, 5m or 2h, or whole seconds';
    case 'drain':
      return 'off or a duration';
    case 'bandwidth':
      return 'a whole number of Mbit/s or unlimited';
    case 'choice':
      return alternatives(type.values);
    default:
      return 'a whole number';
  }
}

/** `a`, `a or b`, `a, b or c`. */
export function alternatives(values: readonly string[]): string {
  if (values.length < 2) return values.join('');
  return `${values.slice(0, -1).join(', ')} or ${values.at(-1)}`;
}

/** `a TCP`, `an HTTP`. */
export function withArticle(protocol: string): string {
  return `${/^(http|ssl)/i.test(protocol) ? 'an' : 'a'} ${protocol}`;
}

/** Quotes and shortens a value for a message. */
export function quote(text: string): string {
  const short = text.length > 60 ? `${text.slice(0, 57)}\u2026` : text;
  return JSON.stringify(short);
}

function describe(json: unknown): string {
  if (json === null) return 'null';
  if (Array.isArray(json)) return 'a list';
  if (typeof json === 'object') return 'an object';
  return typeof json === 'string' ? quote(json) : String(json);
}
