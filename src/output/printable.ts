/**
 * Makes text from a network, a file or a flag safe to print: control characters would let it move
 * the cursor, recolour the terminal or forge lines. They are shown as what they are.
 */
export function printable(text: string): string {
  return text.replace(UNSAFE, shown);
}

/**
 * Anything but what Unicode calls controls (Cc), line and paragraph separators and controls of
 * direction (Bidi_Control). Written out, since building those sets takes a millisecond.
 */
const UNSAFE = /[^ -~\u00a0-\u061b\u061d-\u200d\u2010-\u2027\u202f-\u2065\u206a-\uffff]/g;

function shown(character: string): string {
  if (character === '\n') return '\\n';
  if (character === '\t') return '\\t';
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
