import { expect, it } from 'vitest';
import { printable } from '../../src/output/printable.ts';

const UNSAFE = /[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/u;

it('escapes control and bidirectional characters, and no others', () => {
  for (let code = 0; code <= 0xffff; code += 1) {
    const text = String.fromCharCode(code);
    expect(printable(text) === text, `U+${code.toString(16)}`).toBe(!UNSAFE.test(text));
  }
  expect(printable('a\u001b[31m\u202e\n\t\u{1f600}')).toBe('a\\u001b[31m\\u202e\\n\\t\u{1f600}');
});
