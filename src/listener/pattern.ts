/*
 * Which characters a text may have, as the source of a regular expression with the `u` flag. Sets
 * of Unicode take a millisecond to build, a fortieth of a bare start, so they are built only for
 * texts that need them.
 */

const compiled = new Map<string, RegExp>();

export function matches(pattern: string, text: string): boolean {
  const source = isAscii(text) ? withinAscii(pattern) : pattern;
  let expression = compiled.get(source);
  if (expression === undefined) {
    expression = new RegExp(source, 'u');
    compiled.set(source, expression);
  }
  return expression.test(text);
}

function isAscii(text: string): boolean {
  for (let at = 0; at < text.length; at += 1) if (text.charCodeAt(at) > 127) return false;
  return true;
}

/** The same, as far as ASCII goes. */
function withinAscii(pattern: string): string {
  return pattern
    .replaceAll('\\p{L}', 'A-Za-z')
    .replaceAll('\\p{N}', '0-9')
    .replaceAll('\\p{Script=Han}', '');
}
