import { type ParseError, parse, printParseErrorCode } from 'jsonc-parser';
import { Lines, type Position } from './lines.ts';

/**
 * Finds the first syntax error, such as `comma expected`. The message of `JSON.parse` lacks the
 * position of some errors, and quotes the input, which may contain a secret.
 */
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

/** `line 3, column 7` of the first syntax error; a byte order mark is not counted. */
export function jsonProblemPosition(content: string): string {
  const { line, column } = findJsonProblem(content.replace(/^\ufeff/, ''));
  return `line ${line}, column ${column}`;
}
