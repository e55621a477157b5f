/**
 * Makes text from a network, a file or a flag safe to print: control characters would let it move
 * the cursor, recolour the terminal or forge lines. They are shown as what they are.
 */
export function printable(text: string): string {
  return text.replace(UNSAFE, shown);
}

/** Controls, separators of lines and paragraphs, and what turns the direction of writing. */
const UNSAFE = /[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/gu;

function shown(character: string): string {
  if (character === '\n') return '\\n';
  if (character === '\t') return '\\t';
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
