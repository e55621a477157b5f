import { Ajv } from 'ajv';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { parseEntry } from '../../src/manifest/entry.ts';
import { field, PATHS } from '../../src/model/fields.ts';
import { homeEnv, run, scratch } from '../program.ts';

const folder = scratch();

describe('the schema of manifests', () => {
  let accepts: (manifest: unknown) => boolean;
  let schema: Readonly<Record<string, unknown>>;
  beforeAll(async () => {
    const { stdout } = await run(['listener', 'validate', '--schema'], { env: homeEnv(folder) });
    schema = JSON.parse(stdout);
    accepts = new Ajv({ strict: false }).compile(schema);
  });

  it('describes every field with its unit, values and defaults', () => {
    const text = JSON.stringify(schema);
    for (const path of PATHS) {
      expect(text).toContain(JSON.stringify(field(path).summary).slice(1, -1));
    }
    expect(text).toContain('90s, 5m, 2h, or whole seconds');
    expect(text).toContain('weighted-least-connections');
    expect(text).toContain('default wrr');
    expect(text).toContain('elb: not available');
  });

  it.each([
    [{ listeners: [] }, true],
    [{ listeners: [{ provider: 'elb', port: 80, drain: 'off', http2: true }] }, true],
    [{ defaults: { backend: { port: 80 } }, listeners: [{ idleTimeout: '1h30m' }] }, true],
    [{}, false],
    [{ listeners: [{ prot: 80 }] }, false],
    [{ listeners: [{ port: 0 }] }, false],
    [{ listeners: [{ protocol: 'HTTP/3' }] }, false],
    [{ listeners: [{ backend: 80 }] }, false],
    [{ listeners: [{ idleTimeout: 'soon' }] }, false],
  ])('validates %j: %s', (manifest, expected) => {
    expect(accepts(manifest)).toBe(expected);
  });

  it('accepts nothing that parsing rejects', () => {
    const value: fc.Arbitrary<unknown> = fc.oneof(
      fc.constantFrom('on', 'off', 'unlimited', '5m', '1h30m', '90', '90s', '', 'slb', 'elb'),
      fc.constantFrom(...PATHS.flatMap((path) => valuesOf(path))),
      fc.constantFrom(true, false, -1, 0, 1, 80, 65_535, 65_536, 1.5, 1e15, 999_999_999),
      fc.array(fc.constantFrom('for', '2xx', '5xx', 'slb-id', 'x', 'id-1'), { maxLength: 3 }),
      fc.dictionary(fc.constantFrom('a', 'b'), fc.constantFrom('x', 1, true), { maxKeys: 2 }),
      fc.string(),
      fc.integer(),
    );
    const path = fc.constantFrom(...PATHS, 'state', 'provider', 'profile', 'region');
    let accepted = 0;
    fc.assert(
      fc.property(path, value, (key, json) => {
        const [outer = '', inner] = key.split('.');
        const listener = inner === undefined ? { [outer]: json } : { [outer]: { [inner]: json } };
        if (!accepts({ listeners: [listener] })) return;
        accepted += 1;
        expect(parseEntry(listener).violations).toEqual([]);
      }),
      { numRuns: 20_000 },
    );
    expect(accepted).toBeGreaterThan(1000);
  });
});

function valuesOf(path: (typeof PATHS)[number]): readonly string[] {
  const { type } = field(path);
  return 'values' in type ? type.values : [];
}
