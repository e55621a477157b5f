import { checkKeys, locateIn, readByLibrary, type Slice } from './library.ts';
import { type Piece, type Position, problem, type Written } from './piece.ts';

interface Part {
  readonly key: string;
  readonly keyAt: number;
  readonly start: number;
  readonly end: number;
}

/** Anything that is not the JSON that it should be; the full parser says what it is. */
class NotPlain extends Error {}

/** Reads a JSON manifest item by item, so that its listeners are never all in memory as objects. */
export function* readJsonText(text: string): Generator<Piece> {
  let parts: readonly Part[];
  try {
    parts = partsOf(text);
  } catch (error) {
    if (!(error instanceof NotPlain || error instanceof SyntaxError)) throw error;
    yield* readByLibrary({ text, start: { line: 1, column: 1 } });
    return;
  }
  const lines = new Lines(text);
  const starts = new Map(parts.map(({ key, keyAt }) => [key, lines.at(keyAt)]));
  const top: Position = { line: 1, column: 1 };
  yield* checkKeys(
    parts.map(({ key }) => key),
    (key) => starts.get(key) ?? top,
  );
  const listeners = parts.find(({ key }) => key === 'listeners');
  if (listeners === undefined) {
    yield problem('the key listeners is missing', top);
    return;
  }
  if (text[listeners.start] !== '[') {
    yield problem('listeners must be a list', starts.get('listeners') ?? top);
    return;
  }
  const common = parts.find(({ key }) => key === 'defaults');
  const defaults =
    common === undefined
      ? undefined
      : writtenAt(text, common, starts.get('defaults') ?? top, new Lines(text));
  const items = new Lines(text);
  let at = skipSpace(text, listeners.start + 1);
  while (text[at] !== ']') {
    const end = skipValue(text, at);
    yield {
      kind: 'listener',
      listener: writtenAt(text, { start: at, end }, undefined, items),
      defaults,
    };
    at = skipSpace(text, end);
    if (text[at] === ',') at = skipSpace(text, at + 1);
  }
}

function writtenAt(
  text: string,
  { start, end }: { readonly start: number; readonly end: number },
  shown: Position | undefined,
  lines: Lines,
): Written {
  const position = lines.at(start);
  const slice = (): Slice => ({ text: text.slice(start, end), start: position });
  return {
    json: JSON.parse(text.slice(start, end)),
    start: shown ?? position,
    locate: locateIn(slice, false),
  };
}

/** The members of the outermost object; everything in it is known to be JSON. */
function partsOf(text: string): readonly Part[] {
  const parts: Part[] = [];
  let at = skipSpace(text, 0);
  if (text[at] !== '{') throw new NotPlain();
  at = skipSpace(text, at + 1);
  while (text[at] !== '}') {
    if (text[at] !== '"') throw new NotPlain();
    const keyAt = at;
    at = skipValue(text, at);
    const key = String(JSON.parse(text.slice(keyAt, at)));
    at = skipSpace(text, at);
    if (text[at] !== ':' || parts.some((part) => part.key === key)) throw new NotPlain();
    const start = skipSpace(text, at + 1);
    const end =
      key === 'listeners' && text[start] === '[' ? checkItems(text, start) : skipValue(text, start);
    if (text[start] !== '[') JSON.parse(text.slice(start, end));
    parts.push({ key, keyAt, start, end });
    at = skipSpace(text, end);
    if (text[at] === ',') {
      at = skipSpace(text, at + 1);
      if (text[at] === '}') throw new NotPlain();
    } else if (text[at] !== '}') throw new NotPlain();
  }
  if (skipSpace(text, at + 1) < text.length) throw new NotPlain();
  return parts;
}

/** Goes over the items of the list, parsing each, so that reading them later can't fail. */
function checkItems(text: string, list: number): number {
  let at = skipSpace(text, list + 1);
  while (text[at] !== ']') {
    const end = skipValue(text, at);
    JSON.parse(text.slice(at, end));
    at = skipSpace(text, end);
    if (text[at] === ',') {
      at = skipSpace(text, at + 1);
      if (text[at] === ']') throw new NotPlain();
    } else if (text[at] !== ']') throw new NotPlain();
  }
  return at + 1;
}

function skipSpace(text: string, from: number): number {
  let at = from;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (code !== 32 && code !== 10 && code !== 9 && code !== 13) break;
    at += 1;
  }
  return at;
}

const QUOTE = 34;
const BACKSLASH = 92;

/** The offset after the value that begins here; its insides are not looked at. */
function skipValue(text: string, from: number): number {
  let depth = 0;
  for (let at = from; at < text.length; at += 1) {
    switch (text.charCodeAt(at)) {
      case QUOTE:
        at = endOfText(text, at);
        if (depth === 0) return at + 1;
        break;
      case 0x7b:
      case 0x5b:
        depth += 1;
        break;
      case 0x7d:
      case 0x5d:
        depth -= 1;
        if (depth < 0) return at;
        if (depth === 0) return at + 1;
        break;
      case 0x2c:
      case 0x20:
      case 0x0a:
        if (depth === 0) return at;
        break;
      default:
    }
  }
  throw new NotPlain();
}

function endOfText(text: string, quote: number): number {
  for (let at = text.indexOf('"', quote + 1); at >= 0; at = text.indexOf('"', at + 1)) {
    let escapes = 0;
    while (text.charCodeAt(at - 1 - escapes) === BACKSLASH) escapes += 1;
    if (escapes % 2 === 0) return at;
  }
  throw new NotPlain();
}

/** Offsets as lines and columns, for offsets that only grow. */
class Lines {
  readonly #text: string;
  #line = 1;
  #start = 0;
  /** Of the line's end. */
  #end: number;
  constructor(text: string) {
    this.#text = text;
    this.#end = this.#endFrom(0);
  }

  at(offset: number): Position {
    while (this.#end < offset) {
      this.#line += 1;
      this.#start = this.#end + 1;
      this.#end = this.#endFrom(this.#start);
    }
    return { line: this.#line, column: offset - this.#start + 1 };
  }

  #endFrom(start: number): number {
    const newline = this.#text.indexOf('\n', start);
    return newline < 0 ? this.#text.length : newline;
  }
}
