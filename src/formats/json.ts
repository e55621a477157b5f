import { type ParseError, parse, printParseErrorCode } from 'jsonc-parser';
import { Lines } from './lines.ts';

export interface JsonProblem {
  readonly offset: number;
  /** For people, in lower case: `comma expected`. */
  readonly reason: string;
}

/**
 * Where a text that `JSON.parse` refuses stops being JSON. The engine's own message says it only
 * sometimes, and quotes the text, which may be a secret.
 */
export function findJsonProblem(text: string): JsonProblem {
  const errors: ParseError[] = [];
  try {
    parse(text, errors, { disallowComments: true, allowTrailingComma: false });
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return { offset: 0, reason: 'nested too deeply' };
  }
  const [first] = errors;
  if (first === undefined) return { offset: text.length, reason: 'invalid character' };
  const words = printParseErrorCode(first.error).replace(/(?!^)[A-Z]/g, ' $&');
  return { offset: first.offset, reason: words.toLowerCase() };
}

/** The same for people, not counting a byte order mark: `line 3, column 7`. */
export function jsonProblemPosition(content: string): string {
  const text = content.replace(/^\ufeff/, '');
  const { line, column } = new Lines(text).position(findJsonProblem(text).offset);
  return `line ${line}, column ${column}`;
}
