/** A string of HashiCorp's configuration language: nothing in it is a template. */
export function hclString(value: string): string {
  const escaped = value
    .toWellFormed()
    .replace(/["\\]/g, '\\$&')
    .replace(UNSAFE, (character) => SHORT[character] ?? unicode(character))
    .replace(/[$%](?=\{)/g, '$&$&');
  return `"${escaped}"`;
}

/** A comment of one line, whatever the text. */
export function hclComment(text: string): string {
  return `# ${text.toWellFormed().replace(UNSAFE, (character) => SHORT[character] ?? unicode(character))}`;
}

const UNSAFE = /[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/gu;

/** HCL has no others. */
const SHORT: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

function unicode(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
