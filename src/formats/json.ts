import { type ParseError, parse, printParseErrorCode, visit } from 'jsonc-parser';
import { Lines, type Position } from './lines.ts';

/** As deep as YAML is read. */
const MAX_DEPTH = 100;

export class JsonProblem extends Error {
  readonly kind: 'syntax' | 'duplicate' | 'depth';
  /** `line 3, column 7`. */
  readonly where: string;

  constructor(kind: JsonProblem['kind'], { line, column }: Position) {
    super(kind);
    this.kind = kind;
    this.where = `line ${line}, column ${column}`;
  }
}

/**
 * Reads JSON, with or without a byte order mark. `JSON.parse` alone would take the last of two equal
 * keys, and its messages quote the input, which may contain a secret.
 * @throws JsonProblem
 */
export function readJson(content: string): unknown {
  const text = content.replace(/^\ufeff/, '');
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new JsonProblem('syntax', findJsonProblem(text));
  }
  checkKeys(text);
  return value;
}

/** What is wrong with JSON, for people. */
export function jsonProblem(what: string, { kind, where }: JsonProblem): string {
  if (kind === 'duplicate') return `${what} has a key twice (${where})`;
  return kind === 'depth' ? `${what} is nested too deeply` : `${what} is not JSON (${where})`;
}

function checkKeys(text: string): void {
  const objects: Set<string>[] = [];
  let depth = 0;
  const enter = () => {
    depth += 1;
    if (depth > MAX_DEPTH) throw new JsonProblem('depth', { line: 1, column: 1 });
  };
  const leave = () => {
    depth -= 1;
  };
  visit(text, {
    onObjectBegin: () => {
      enter();
      objects.push(new Set());
    },
    onObjectProperty: (name, offset) => {
      const keys = objects.at(-1);
      if (keys?.has(name)) throw new JsonProblem('duplicate', new Lines(text).position(offset));
      keys?.add(name);
    },
    onObjectEnd: () => {
      objects.pop();
      leave();
    },
    onArrayBegin: enter,
    onArrayEnd: leave,
  });
}

/** The first syntax error, such as `comma expected`. */
export function findJsonProblem(text: string): Position & { readonly reason: string } {
  const problemAt = (offset: number, reason: string) => ({
    ...new Lines(text).position(offset),
    reason,
  });
  const errors: ParseError[] = [];
  try {
    parse(text, errors, { disallowComments: true, allowTrailingComma: false });
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return problemAt(0, 'nested too deeply');
  }
  const [first] = errors;
  if (first === undefined) return problemAt(text.length, 'invalid character');
  const words = printParseErrorCode(first.error).replace(/(?!^)[A-Z]/g, ' $&');
  return problemAt(first.offset, words.toLowerCase());
}
