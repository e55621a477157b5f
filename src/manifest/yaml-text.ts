import {
  checkKeys,
  locateIn,
  readByLibrary,
  readValue,
  type Slice,
  withLibrary,
} from './library.ts';
import { type Piece, type Position, problem, type Written } from './piece.ts';
import { INTRICATE, readPlainItem } from './plain-yaml.ts';

/** A key at the left margin and what belongs to it. */
interface Section {
  readonly key: string;
  /** Its own line: offset, offset after the colon, number from 1. */
  readonly start: number;
  readonly after: number;
  readonly line: number;
  end: number;
}

interface Document {
  readonly sections: Section[];
  readonly start: number;
  readonly line: number;
  end: number;
  items: Items | undefined;
  /** Written in a way that only the full parser reads. */
  intricate: boolean;
}

const SECTION_KEY = /([A-Za-z_$][\w$-]*)[ ]*:(?=[ \n]|$)/y;
const NOTHING = /[ ]*(?:#[^\n]*)?(?:\n|$)/y;
const SPACE = 32;
/** Anchors and aliases reach over items. */
const REFERENCE = /(?:^|[\s,[{])[&*][^\s&*]/;

/**
 * Reads manifests item by item: the listeners of a file are never all in memory as objects.
 * Items that the plain reader does not understand, and documents that are not laid out as
 * manifests usually are, go to the full parser.
 */
export function* readYaml(text: string): Generator<Piece> {
  if (REFERENCE.test(text)) {
    yield* readByLibrary({ text, start: { line: 1, column: 1 } });
    return;
  }
  for (const document of documentsOf(text)) {
    if (document.intricate) {
      yield* readByLibrary({
        text: text.slice(document.start, document.end),
        start: { line: document.line, column: 1 },
      });
    } else yield* readDocument(text, document);
  }
}

function documentsOf(text: string): readonly Document[] {
  const documents: Document[] = [];
  let current: Document = begin(0, 1);
  let section: Section | undefined;
  let line = 1;
  for (let at = 0; at < text.length; line += 1) {
    const newline = text.indexOf('\n', at);
    const next = newline < 0 ? text.length : newline + 1;
    const first = text[at];
    if (text.startsWith('---', at) && /^---\s*$/.test(text.slice(at, next))) {
      current.end = at;
      if (section !== undefined) section.end = at;
      documents.push(current);
      current = begin(next, line + 1);
      section = undefined;
    } else if (first === ' ' || (first === '-' && text[at + 1] !== '-')) {
      NOTHING.lastIndex = at;
      if (section === undefined && !NOTHING.test(text)) current.intricate = true;
    } else if (first !== '\n' && first !== '#') {
      SECTION_KEY.lastIndex = at;
      const key = SECTION_KEY.exec(text)?.[1];
      if (key === undefined || current.sections.some((other) => other.key === key)) {
        current.intricate = true;
      } else {
        if (section !== undefined) section.end = at;
        section = { key, start: at, after: SECTION_KEY.lastIndex, line, end: text.length };
        current.sections.push(section);
      }
    }
    at = next;
  }
  current.end = text.length;
  documents.push(current);
  for (const document of documents) {
    const listeners = document.sections.find(({ key }) => key === 'listeners');
    if (document.intricate || listeners === undefined) continue;
    document.items = itemsOf(text, listeners);
    document.intricate = document.items === undefined;
  }
  return documents;
}

function begin(start: number, line: number): Document {
  return { sections: [], start, line, end: start, items: undefined, intricate: false };
}

/** Where the items of a list begin. */
interface Items {
  readonly indent: number;
  readonly offsets: readonly number[];
  readonly lines: readonly number[];
}

/** The items of a list that has one on each dash at its margin; undefined for any other thing. */
function itemsOf(text: string, section: Section): Items | undefined {
  NOTHING.lastIndex = section.after;
  if (!NOTHING.test(text)) return undefined;
  const offsets: number[] = [];
  const lines: number[] = [];
  let indent = -1;
  let line = section.line;
  let at = text.indexOf('\n', section.start) + 1;
  while (at > 0 && at < section.end) {
    line += 1;
    const newline = text.indexOf('\n', at);
    const next = newline < 0 ? section.end : newline + 1;
    let column = 0;
    while (text.charCodeAt(at + column) === SPACE && (indent < 0 || column <= indent)) column += 1;
    if (indent < 0 || column <= indent) {
      NOTHING.lastIndex = at;
      if (!NOTHING.test(text)) {
        if (indent < 0) indent = column;
        if (column !== indent || !isDash(text, at + column)) return undefined;
        offsets.push(at);
        lines.push(line);
      }
    }
    at = next;
  }
  return { indent, offsets, lines };
}

function isDash(text: string, at: number): boolean {
  const next = text[at + 1];
  return text[at] === '-' && (next === ' ' || next === '\n' || next === undefined);
}

function* readDocument(text: string, document: Document): Generator<Piece> {
  const { sections } = document;
  if (sections.length === 0) return;
  const starts = new Map(sections.map(({ key, line }) => [key, { line, column: 1 }]));
  const at = (key: string): Position => starts.get(key) ?? { line: document.line, column: 1 };
  yield* checkKeys(
    sections.map(({ key }) => key),
    at,
  );
  const listeners = sections.find(({ key }) => key === 'listeners');
  if (listeners === undefined) {
    yield problem('the key listeners is missing', {
      line: sections[0]?.line ?? document.line,
      column: 1,
    });
    return;
  }
  const common = sections.find(({ key }) => key === 'defaults');
  if (common !== undefined) yield* withLibrary();
  const defaults = common === undefined ? undefined : readDefaults(text, common);
  if (defaults !== undefined && 'problems' in defaults) {
    yield* defaults.problems;
    return;
  }
  yield* readItems(text, listeners, document.items, defaults?.value);
}

function readDefaults(text: string, { start, end, line }: Section) {
  const read = readValue({ text: text.slice(start, end), start: { line, column: 1 } }, false);
  if ('problems' in read) return read;
  const { json, start: position, locate } = read.value;
  const inner = (json as Readonly<Record<string, unknown>>)['defaults'];
  return {
    value: {
      json: inner,
      start: position,
      locate: (path: readonly string[]) => locate(['defaults', ...path]),
    },
  };
}

function* readItems(
  text: string,
  section: Section,
  items: Items | undefined,
  defaults: Written | undefined,
): Generator<Piece> {
  if (items === undefined) return;
  const { indent, offsets, lines } = items;
  for (const [index, start] of offsets.entries()) {
    const line = lines[index] ?? section.line;
    yield* readItem(text, { start, line }, offsets[index + 1] ?? section.end, indent, defaults);
  }
}

function* readItem(
  text: string,
  { start, line }: { readonly start: number; readonly line: number },
  end: number,
  indent: number,
  defaults: Written | undefined,
): Generator<Piece> {
  const slice = (): Slice => ({ text: text.slice(start, end), start: { line, column: 1 } });
  const json = readPlainItem(text, start, end);
  if (json !== INTRICATE) {
    const listener: Written = {
      json,
      start: { line, column: indent + 3 },
      locate: locateIn(slice, true),
    };
    yield { kind: 'listener', listener, defaults };
    return;
  }
  yield* withLibrary();
  const read = readValue(slice(), true);
  if ('problems' in read) yield* read.problems;
  else yield { kind: 'listener', listener: read.value, defaults };
}
