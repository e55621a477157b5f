import fc from 'fast-check';
import { dump } from 'js-yaml';
import { describe, expect, it } from 'vitest';
import { parseAllDocuments, stringify } from 'yaml';
import { formatYaml } from '../../src/formats/yaml.ts';
import { readManifest } from '../../src/manifest/read.ts';

const scalar = fc.oneof(
  fc.string({ maxLength: 8 }),
  fc.string({ maxLength: 8, unit: 'grapheme' }),
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
  fc
    .double({ min: -10, max: 10, noNaN: true, noDefaultInfinity: true })
    .map((number) => number + 0),
);
const key = fc.constantFrom('port', 'name', 'a-b', 'x.y', 'tags', 'null', '80');
const value = fc.oneof(
  { weight: 4, arbitrary: scalar },
  fc.array(scalar, { maxLength: 3 }),
  fc.dictionary(key, fc.oneof(scalar, fc.array(scalar, { maxLength: 2 })), { maxKeys: 3 }),
);
const listeners = fc.array(fc.dictionary(key, value, { minKeys: 1, maxKeys: 5 }), { maxLength: 4 });

const WRITERS: Readonly<Record<string, (json: unknown) => string>> = {
  block: (json) => stringify(json),
  'block, wide': (json) => stringify(json, { indent: 4, lineWidth: 20 }),
  'block, quoted': (json) => stringify(json, { defaultStringType: 'QUOTE_SINGLE' }),
  flow: (json) => stringify(json, { collectionStyle: 'flow' }),
  'flow on one line': (json) => dump(json, { flowLevel: 0, lineWidth: -1 }),
  json: (json) => JSON.stringify(json),
  'indented json': (json) => JSON.stringify(json, null, '\t'),
  'lbctl export': formatYaml,
};

async function listenersOf(file: string, text: string): Promise<readonly unknown[]> {
  const documents = await readManifest(file, text);
  expect(documents.flatMap(({ problems }) => problems)).toEqual([]);
  return documents.flatMap((document) => document.listeners);
}

describe('parsing a manifest', () => {
  it.each(Object.entries(WRITERS))('in %s gives the same as another library', async (_, write) => {
    await fc.assert(
      fc.asyncProperty(listeners, async (json) => {
        const text = write({ listeners: json });
        const [document] = parseAllDocuments(text);
        expect(document?.toJS()).toEqual({ listeners: json });
        expect(await listenersOf('<stdin>', text)).toEqual(json);
      }),
      { numRuns: 200 },
    );
  });

  it.each(Object.entries(WRITERS))('in %s finds the position of each key', async (_, write) => {
    const json = [
      { provider: 'elb', backend: { port: 80 } },
      { tags: { 'x.y': 'a' }, 'backend.port': 1, name: 'web' },
    ];
    const text = write({ listeners: json });
    const [document] = await readManifest('<stdin>', text);
    const found = (index: number, path: string) => {
      const { line, column } = document?.position(index, path) ?? { line: 0, column: 0 };
      return text.split('\n')[line - 1]?.slice(column - 1) ?? '';
    };
    expect(found(0, 'provider')).toMatch(/^["']?provider\b/);
    expect(found(0, 'backend.port')).toMatch(/^["']?port\b/);
    expect(found(0, 'backend.group')).toMatch(/^["']?backend\b/);
    expect(found(1, 'tags.x.y')).toMatch(/^["']?x\.y\b/);
    expect(found(1, 'backend.port')).toMatch(/^["']?backend\.port\b/);
    expect(found(1, 'name')).toMatch(/^["']?name\b/);
    expect(found(1, '')).toMatch(/^(?:\{|["']?tags\b)/);
  });
});

describe('YAML output', () => {
  it.each([
    'on',
    'off',
    'yes',
    'No',
    'y',
    'N',
    '~',
    'null',
    'true',
    'False',
    '017',
    '0o17',
    '0x1f',
    '0b11',
    '1_000',
    '12:30:45',
    '190:20:30',
    '1e3',
    '.5',
    '.inf',
    '.NaN',
    '2020-01-01',
    '',
    ' a',
    '=',
    '<<',
    'a: b',
    '# a',
    '- a',
    '*a',
    '&a',
    '!a',
    '%a',
    '@a',
    '`a',
  ])('quotes %j, which some parsers do not read as a string', (text) => {
    expect(formatYaml({ name: text })).toMatch(/^name: (['"]).*\1\n$/);
  });

  it('does not quote ids, names and durations', () => {
    const names = [
      'lb-bp1o94dp5i6earr9g6d1l',
      'web',
      '5m',
      'tls-1.2',
      '/health',
      'a.b.c',
      '10.0.0.1',
    ];
    for (const name of names) expect(formatYaml({ name })).toBe(`name: ${name}\n`);
  });
});
