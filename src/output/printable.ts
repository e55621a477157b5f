/**
 * Escapes control characters in text from the network, files and flags: they could move the cursor,
 * change colors or forge lines.
 */
export function printable(text: string): string {
  return text.replace(UNSAFE, escaped);
}

/** A JSON document in one line, or indented; JSON itself leaves some control characters alone. */
export function printableJson(value: unknown, indent?: number): string {
  return `${JSON.stringify(value, null, indent).split('\n').map(printable).join('\n')}\n`;
}

/** Control characters, line and paragraph separators, and bidirectional controls. */
const UNSAFE = /[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/gu;

function escaped(character: string): string {
  if (character === '\n') return '\\n';
  if (character === '\t') return '\\t';
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
