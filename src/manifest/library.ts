import type { Document, LineCounter, Node } from 'yaml';
import { didYouMean } from '../model/suggest.ts';
import { DOCUMENT_KEYS, type Piece, type Position, problem, type Written } from './piece.ts';

/** A slice of a manifest, and where it begins in it. */
export interface Slice {
  readonly text: string;
  readonly start: Position;
}

type Library = typeof import('yaml');

let loaded: Library | undefined;

/**
 * The full parser is loaded when a manifest needs it: most are plain enough for the fast readers,
 * and it takes half a bare start.
 */
export async function loadLibrary(): Promise<void> {
  loaded ??= await import('yaml');
}

function library(): Library {
  if (loaded === undefined) throw new TypeError('the YAML library is not loaded');
  return loaded;
}

/** Asks whoever reads the pieces to load the library before going on. */
export function* withLibrary(): Generator<Piece> {
  if (loaded === undefined) yield { kind: 'library' };
}

const OPTIONS = { prettyErrors: false, logLevel: 'silent' } as const;

/** Whole documents by the full YAML parser, of which JSON is a part. */
export function* readByLibrary(slice: Slice): Generator<Piece> {
  yield* withLibrary();
  const { isMap, isScalar, isSeq, LineCounter: Lines, parseAllDocuments } = library();
  const lines = new Lines();
  const documents = parseAllDocuments(slice.text, { ...OPTIONS, lineCounter: lines });
  if (!Array.isArray(documents)) return;
  const position = positions(slice, lines);
  for (const document of documents) {
    if (document.errors.length > 0) {
      for (const error of document.errors)
        yield problem(sentence(error.message), position(error.pos[0]));
      continue;
    }
    const { contents } = document;
    if (contents === null || (isScalar(contents) && contents.value === null)) continue;
    const plain = plainValue(document);
    if ('problem' in plain) {
      yield problem(plain.problem, slice.start);
      continue;
    }
    const root = written(contents, () => plain.json, position);
    if (!isMap(contents)) {
      yield problem('a manifest is an object with the key listeners', root.start);
      continue;
    }
    yield* checkKeys(
      contents.items.map(({ key }) => String(key)),
      (key) => root.locate([key]),
    );
    const listeners = contents.get('listeners', true);
    const defaults = contents.get('defaults', true);
    const json = root.json as Record<string, unknown>;
    if (listeners === undefined) yield problem('the key listeners is missing', root.start);
    else if (isSeq(listeners)) {
      const values = json['listeners'] as readonly unknown[];
      const common =
        defaults === undefined ? undefined : written(defaults, () => json['defaults'], position);
      for (const [index, node] of listeners.items.entries()) {
        yield {
          kind: 'listener',
          listener: written(node as Node, () => values[index], position),
          defaults: common,
        };
      }
    } else if (!(isScalar(listeners) && listeners.value === null)) {
      yield problem('listeners must be a list', root.locate(['listeners']));
    }
  }
}

/** One value by the full parser; what is wrong with its syntax comes as problems. */
export function readValue(
  slice: Slice,
  inList: boolean,
): { readonly value: Written } | { readonly problems: readonly Piece[] } {
  const { isSeq, LineCounter: Lines, parseDocument } = library();
  const lines = new Lines();
  const document = parseDocument(slice.text, { ...OPTIONS, lineCounter: lines });
  const position = positions(slice, lines);
  if (document.errors.length > 0) {
    return {
      problems: document.errors.map((error) =>
        problem(sentence(error.message), position(error.pos[0])),
      ),
    };
  }
  const root = document.contents;
  const node = inList && isSeq(root) ? (root.items[0] as Node | undefined) : root;
  const plain = plainValue(document);
  if ('problem' in plain) return { problems: [problem(plain.problem, slice.start)] };
  const { json } = plain;
  const value: unknown = inList && Array.isArray(json) ? json[0] : json;
  if (node === null || node === undefined) {
    return { value: { json: value ?? null, start: slice.start, locate: () => slice.start } };
  }
  return { value: written(node, () => value, position) };
}

/** Aliases of aliases can make a few lines into gigabytes; the library stops at a count. */
function plainValue(
  document: Document.Parsed,
): { readonly json: unknown } | { readonly problem: string } {
  try {
    return { json: document.toJS({ maxAliasCount: 1000 }) };
  } catch (error) {
    if (!(error instanceof ReferenceError)) throw error;
    return { problem: 'the aliases (*name) in it are broken or multiply each other' };
  }
}

/** Looks a position up only once somebody asks: the fast readers know values, not places. */
export function locateIn(slice: () => Slice, inList: boolean): Written['locate'] {
  return (path) => {
    const text = slice();
    const read = readValue(text, inList);
    return 'value' in read ? read.value.locate(path) : text.start;
  };
}

export function* checkKeys(
  keys: readonly string[],
  locate: (key: string) => Position,
): Generator<Piece> {
  for (const key of keys) {
    if (DOCUMENT_KEYS.includes(key)) continue;
    yield problem(
      `there is no key ${JSON.stringify(key)} in a manifest${didYouMean(key, DOCUMENT_KEYS)}`,
      locate(key),
    );
  }
}

function written(node: Node, json: () => unknown, position: (offset: number) => Position): Written {
  const start = position(node.range?.[0] ?? 0);
  return {
    json: json(),
    start,
    locate: (path) => position(offsetOf(node, path)),
  };
}

/** Of the deepest key of the path that is there. */
function offsetOf(root: Node, path: readonly string[]): number {
  const { isMap, isScalar } = library();
  let node: unknown = root;
  let offset = root.range?.[0] ?? 0;
  for (const step of path) {
    if (!isMap(node)) break;
    const pair = node.items.find(({ key }) => String(key) === step);
    if (pair === undefined) break;
    const key: unknown = pair.key;
    if (isScalar(key)) offset = key.range?.[0] ?? offset;
    node = pair.value;
  }
  return offset;
}

function positions(slice: Slice, lines: LineCounter): (offset: number) => Position {
  return (offset) => {
    const { line, col } = lines.linePos(offset);
    return line === 1
      ? { line: slice.start.line, column: slice.start.column + col - 1 }
      : { line: slice.start.line + line - 1, column: col };
  };
}

/** The parser's message, as the rest of a sentence of ours. */
function sentence(message: string): string {
  const [first = ''] = message.split('\n');
  return `this is not YAML: ${first.charAt(0).toLowerCase()}${first.slice(1)}`;
}
