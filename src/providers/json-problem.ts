import { lineAndColumn } from '../line-and-column.ts';

const TOKEN =
  /\s*(?:([{}[\],:])|("(?:[ !#-[\]-\uffff]|\\["\\/bfnrt]|\\u[0-9a-fA-F]{4})*")|(-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null))/y;

/**
 * Where a text stops being JSON, as `line 3, column 7`. The engine's own message says it only
 * sometimes, and quotes the text, which may be a secret.
 */
export function findJsonProblem(text: string): string {
  return lineAndColumn(text, firstProblem(text));
}

type Expected = 'value' | 'value-or-end' | 'key' | 'key-or-end' | 'colon' | 'next' | 'nothing';

function firstProblem(text: string): number {
  const open: string[] = [];
  let expected: Expected = 'value';
  let at = 0;
  for (;;) {
    TOKEN.lastIndex = at;
    const match = TOKEN.exec(text);
    const start = at + (/^\s*/.exec(text.slice(at))?.[0].length ?? 0);
    if (match === null) return start;
    const [whole, mark, string] = match;
    const next = step(expected, mark ?? (string === undefined ? 'literal' : 'string'), open);
    if (next === undefined) return start;
    expected = next;
    at += whole.length;
  }
}

/** What may follow a token; undefined when the token itself may not be there. */
function step(expected: Expected, token: string, open: string[]): Expected | undefined {
  const after = (): Expected => (open.length === 0 ? 'nothing' : 'next');
  const isValue = expected === 'value' || expected === 'value-or-end';
  if (token === '{' || token === '[') {
    if (!isValue) return undefined;
    open.push(token);
    return token === '{' ? 'key-or-end' : 'value-or-end';
  }
  if (token === '}' || token === ']') {
    const pair = token === '}' ? '{' : '[';
    const empty = token === '}' ? 'key-or-end' : 'value-or-end';
    if (open.at(-1) !== pair || (expected !== 'next' && expected !== empty)) return undefined;
    open.pop();
    return after();
  }
  if (token === ':') return expected === 'colon' ? 'value' : undefined;
  if (token === ',') {
    if (expected !== 'next') return undefined;
    return open.at(-1) === '{' ? 'key' : 'value';
  }
  if (expected === 'key' || expected === 'key-or-end') {
    return token === 'string' ? 'colon' : undefined;
  }
  return isValue ? after() : undefined;
}
