import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matches } from '../../src/model/pattern.ts';

const PATTERNS = [
  String.raw`^[\p{L}\p{N}\-/._]+$`,
  String.raw`^[\p{Script=Han}A-Za-z0-9_-]*$`,
  '^[^<>]*$',
];

describe.each(PATTERNS)('%s', (pattern) => {
  const whole = new RegExp(pattern, 'u');

  it('says of any text what the expression itself says', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.string({ unit: 'binary' })), (text) => {
        expect(matches(pattern, text)).toBe(whole.test(text));
      }),
      { numRuns: 2000 },
    );
  });

  it('says it of every character of its own', () => {
    for (let code = 0; code < 0x3400; code += 1) {
      const text = String.fromCharCode(code);
      expect(matches(pattern, text), `U+${code.toString(16)}`).toBe(whole.test(text));
    }
  });
});
