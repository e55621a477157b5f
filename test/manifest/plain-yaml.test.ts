import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { loadLibrary, readByLibrary } from '../../src/manifest/library.ts';
import type { Piece } from '../../src/manifest/piece.ts';
import { INTRICATE, readPlainItem } from '../../src/manifest/plain-yaml.ts';
import { readYaml } from '../../src/manifest/yaml-text.ts';

const scalar = fc.oneof(
  fc.string({ maxLength: 8 }),
  fc.integer({ min: -1, max: 70_000 }),
  fc.boolean(),
  fc.constant(null),
  fc.constantFrom(
    'a: b',
    '- x',
    '5m',
    '1e3',
    '0x10',
    '.5',
    '~',
    'null',
    'true',
    'off',
    'a #b',
    '#',
  ),
  fc.double({ min: -10, max: 10, noNaN: true, noDefaultInfinity: true }),
);
const key = fc.constantFrom('port', 'name', 'a-b', 'x.y', '$schema', 'tags');
const value = fc.oneof(
  { weight: 4, arbitrary: scalar },
  fc.array(scalar, { maxLength: 3 }),
  fc.dictionary(key, fc.oneof(scalar, fc.array(scalar, { maxLength: 2 })), { maxKeys: 3 }),
);
const object = fc.dictionary(key, value, { minKeys: 1, maxKeys: 5 });
const style = fc.constantFrom(
  {},
  { indent: 4 },
  { indentSeq: false },
  { flowCollectionPadding: false, collectionStyle: 'flow' as const },
  { defaultStringType: 'QUOTE_SINGLE' as const },
  { defaultStringType: 'QUOTE_DOUBLE' as const, lineWidth: 0 },
);

function jsonOf(pieces: Iterable<Piece>): readonly unknown[] {
  return [...pieces].map((piece) => (piece.kind === 'listener' ? piece.listener.json : 'problem'));
}

beforeAll(loadLibrary);

describe('the fast reader of YAML', () => {
  it('gives the same values as the full parser, or none', () => {
    let plain = 0;
    fc.assert(
      fc.property(object, style, (json, how) => {
        const text = stringify([json], how);
        const read = readPlainItem(text, 0, text.length);
        if (read === INTRICATE) return;
        plain += 1;
        expect([read]).toEqual(parse(text));
      }),
      { numRuns: 3000 },
    );
    expect(plain).toBeGreaterThan(300);
  });

  it('gives the same listeners for whole manifests', () => {
    fc.assert(
      fc.property(fc.array(object, { maxLength: 4 }), style, (listeners, how) => {
        const text = `# first\n${stringify({ listeners }, how)}---\n${stringify({ listeners }, how)}`;
        const slice = { text, start: { line: 1, column: 1 } };
        expect(jsonOf(readYaml(text))).toEqual(jsonOf(readByLibrary(slice)));
      }),
      { numRuns: 1000 },
    );
  });

  it.each([
    ['- port: 80 # web\n', { port: 80 }],
    ["- name: 'it is'\n", { name: 'it is' }],
    ['- name: a#b\n', { name: 'a#b' }],
    ['- backend: {port: 80, group: g}\n', { backend: { port: 80, group: 'g' } }],
    ['- tags:\n  - a\n  - b\n', { tags: ['a', 'b'] }],
    ['- a:\n    # nothing here\n    b: 1\n\n  c: 2\n', { a: { b: 1 }, c: 2 }],
    ['- a:\n', { a: null }],
    ['- a: |\n    text\n', INTRICATE],
    ['- a: one\n    two\n', INTRICATE],
    ['- a: "b\\n"\n', INTRICATE],
    ['- a: &x 1\n', INTRICATE],
    ['- a: 1\n  a: 2\n', INTRICATE],
    ['- a: b: c\n', INTRICATE],
    ['- a: [1, [2]]\n', INTRICATE],
    ['- a: 1\n b: 2\n', INTRICATE],
    ['- a:\tb\n', INTRICATE],
    ['- __proto__: {a: 1}\n', INTRICATE],
  ])('reads %j', (text, expected) => {
    expect(readPlainItem(text, 0, text.length)).toEqual(expected);
  });
});
