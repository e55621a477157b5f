import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { hmacSha256 } from '../../src/providers/signing.ts';

it('makes the HMAC that node:crypto makes, of any key and text', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.string({ minLength: 60, maxLength: 70 }),
        fc.string({ unit: 'binary' }),
      ),
      fc.string({ unit: 'binary' }),
      (key, text) => {
        expect(hmacSha256(key, text)).toBe(createHmac('sha256', key).update(text).digest('hex'));
      },
    ),
    { numRuns: 500 },
  );
});
