import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { Failure } from '../../src/failure.ts';
import { JsonProblem, readJson } from '../../src/formats/json.ts';
import { parseYaml, YamlProblem } from '../../src/formats/yaml.ts';
import { readManifest } from '../../src/manifest/read.ts';
import { Secrets } from '../../src/output/secrets.ts';
import { parseProfiles } from '../../src/profile/parse.ts';
import { readClouds } from '../../src/providers/clouds-file.ts';
import { errors as elbErrors } from '../../src/providers/elb/errors.ts';
import { provider as elb } from '../../src/providers/elb/index.ts';
import { readJsonBody } from '../../src/providers/from-file/json-body.ts';
import { MalformedFile } from '../../src/providers/settings-source.ts';
import { readAliyunProfiles } from '../../src/providers/slb/aliyun-profiles.ts';
import { readBody } from '../../src/providers/slb/body.ts';
import { errors as slbErrors } from '../../src/providers/slb/errors.ts';
import { provider as slb } from '../../src/providers/slb/index.ts';

/*
 * Readers of documents from outside, each with many documents put together from pieces that matter.
 * 100,000 each in CI; LBCTL_FUZZ_RUNS=1000000 makes it a long run; a failure prints its seed.
 */
const RUNS = Number(process.env['LBCTL_FUZZ_RUNS'] ?? (process.env['CI'] ? 100_000 : 3000));
const MINUTES = 60_000 * Math.max(5, RUNS / 20_000);
const SECRET = 'secret-that-must-not-show';

const pieces = (alphabet: readonly string[], maxLength: number) =>
  fc.array(fc.constantFrom(...alphabet), { maxLength }).map((parts) => parts.join(''));

const JSON_PIECES = [
  ...'{}[],:"\\ \n\t\ufeff\u00a0\u0000',
  '"a"',
  '"b"',
  '"listeners"',
  '"defaults"',
  '"__proto__"',
  '"\\u0061"',
  '"\\ud800"',
  'null',
  'true',
  'fals',
  '0',
  '-',
  '1e5',
  '01',
  '.5',
  '1e999',
  '//x\n',
  '/**/',
  "'a'",
  '"a":',
  '{"a":1',
  '"provider":"elb"',
];
const jsonText = fc.oneof(
  pieces(JSON_PIECES, 12),
  fc.jsonValue({ maxDepth: 3 }).map((value) => JSON.stringify(value)),
  fc
    .tuple(fc.jsonValue({ maxDepth: 2 }), fc.nat(), fc.constantFrom(...JSON_PIECES))
    .map(([value, at, piece]) => {
      const text = JSON.stringify(value);
      const cut = at % (text.length + 1);
      return text.slice(0, cut) + piece + text.slice(cut);
    }),
);

const YAML_PIECES = [
  ...'{}[],:-?&*!|>%@`"\'# \n\t~',
  '\n  ',
  '\n    ',
  '\n- ',
  ': ',
  '- ',
  'a',
  'b',
  'listeners:',
  'defaults:',
  '&a ',
  '*a',
  '<<: *a',
  '!!str ',
  '!!js/function ',
  '|\n',
  '>-\n',
  '---\n',
  '...\n',
  '%YAML 1.2\n',
  '"\\x41"',
  "'it''s'",
  '0x1f',
  '0o17',
  '1_000',
  '1e3',
  '.nan',
  'null',
  'yes',
  '2001-01-01',
  '\u00a0',
  '\u2028',
  '\u0085',
  '\ufeff',
  '\u202e',
  '\u0000',
  '{a: 1}',
  '[1, 2]',
  'port: 80',
  'provider: elb',
];
const yamlText = pieces(YAML_PIECES, 12);

function outcome<T>(read: () => T): T | Error {
  try {
    return read();
  } catch (error) {
    if (error instanceof Error) return error;
    throw error;
  }
}

/** A byte order mark in the middle, and a marker of documents that is indented. */
const DISPUTED = /\ufeff|^[ \t]+(?:---|\.\.\.)/m;

/** Of what can be a manifest; a key that is null has the name that JavaScript gives it. */
function comparable(documents: readonly unknown[]): unknown {
  const some = documents.filter((document) => typeof document === 'object' && document !== null);
  return JSON.parse(JSON.stringify(some), (_, value) => {
    if (typeof value !== 'object' || value === null || !('' in value)) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, inner]) => [key === '' ? 'null' : key, inner]),
    );
  });
}

const check = (arbitrary: fc.Arbitrary<string>, predicate: (text: string) => void) =>
  fc.assert(fc.property(arbitrary, predicate), { numRuns: RUNS });

describe('documents of any kind', () => {
  it('JSON is read as the engine reads it, but for keys given twice and depth', {
    timeout: MINUTES,
  }, () => {
    check(jsonText, (text) => {
      const own = outcome(() => readJson(text));
      const engine = outcome(() => JSON.parse(text.replace(/^\ufeff/, '')));
      if (own instanceof JsonProblem && own.kind !== 'syntax')
        expect(engine).not.toBeInstanceOf(Error);
      else if (engine instanceof Error) expect(own).toBeInstanceOf(JsonProblem);
      else expect(own).toEqual(engine);
    });
  });

  it('YAML is refused with a position, or read as another library reads it', {
    timeout: MINUTES,
  }, () => {
    let compared = 0;
    check(yamlText, (text) => {
      const own = outcome(() => parseYaml(text));
      if (own instanceof YamlProblem) expect(own.line).toBeGreaterThan(0);
      if (own instanceof Error) {
        expect(own).toBeInstanceOf(YamlProblem);
        return;
      }
      // The other library takes one at the beginning for a character of the first line.
      const others = text.replace(/^\ufeff/, '');
      const documents = parseAllDocuments(others, { merge: true, logLevel: 'silent' });
      if (!Array.isArray(documents) || documents.some(({ errors }) => errors.length > 0)) return;
      const other = outcome(() => documents.map((document) => document.toJS()));
      if (other instanceof Error || DISPUTED.test(others)) return;
      expect([text, comparable(own)]).toEqual([text, comparable(other)]);
      compared += 1;
    });
    expect(compared).toBeGreaterThan(RUNS / 10);
  });

  it.each([
    ['a manifest in YAML', 'x.yaml', yamlText],
    ['a manifest in JSON', 'x.json', jsonText],
    ['a manifest on stdin', '<stdin>', fc.oneof(yamlText, jsonText)],
  ])('%s is read, or refused at a position', { timeout: MINUTES }, async (_, file, arbitrary) => {
    const reading = fc.asyncProperty(arbitrary, async (text) => {
      for (const { problems, position, listeners } of await readManifest(file, text)) {
        for (const { line, column } of problems) expect(Math.min(line, column)).toBeGreaterThan(0);
        for (const index of listeners.keys()) position(index, 'a.b');
      }
    });
    await fc.assert(reading, { numRuns: RUNS });
  });

  it('a body of elb and of slb is read, or refused', { timeout: MINUTES }, () => {
    const elbCreate = elb.operation('listener', 'create');
    const slbCreate = slb.operation('https-listener', 'create');
    check(
      fc.oneof(
        jsonText,
        pieces(
          ['&', '=', 'https://x/?', 'Action=', 'ListenerPort', '%', '%zz', '\n', 'Tag.1.Key', '+'],
          10,
        ),
      ),
      (text) => {
        for (const read of [readJsonBody(text, elbCreate), readBody(text, slbCreate)]) {
          expect(Object.keys(read).length).toBeGreaterThan(0);
        }
      },
    );
  });

  it('an error answer of elb and of slb is read', { timeout: MINUTES }, () => {
    const answer = fc.oneof(
      jsonText,
      pieces(
        [
          '<Error>',
          '<Code>',
          '</Code>',
          '<Message>',
          '</Message>',
          '&lt;',
          '&#x',
          ';',
          '<html>',
          'x',
          '<?xml',
        ],
        10,
      ),
      fc
        .dictionary(
          fc.constantFrom(
            'error',
            'code',
            'Code',
            'Message',
            'message',
            'error_msg',
            'error_code',
            'request_id',
            'Recommend',
          ),
          fc.jsonValue({ maxDepth: 1 }),
          { maxKeys: 4 },
        )
        .map((body) => JSON.stringify(body)),
    );
    check(answer, (text) => {
      for (const errors of [elbErrors, slbErrors]) {
        const { kind, retry, ...rest } = errors.read({ status: 400, headers: {}, text });
        expect([typeof kind, typeof retry]).toEqual(['string', 'string']);
        for (const value of Object.values(rest))
          expect(['string', 'boolean', 'number']).toContain(typeof value);
      }
    });
  });

  it('a file with credentials is read, or refused without a word of it', {
    timeout: MINUTES,
  }, async () => {
    const quoted = JSON.stringify(SECRET);
    const config = fc.oneof(
      jsonText.map((text) => `{"profiles": {"a": {"secretKey": ${quoted}, "x": ${text}}}}`),
      jsonText.map(
        (text) =>
          `{"current": "a", "profiles": [{"name": "a", "access_key_secret": ${quoted}, "mode": ${text}}]}`,
      ),
      jsonText.map((text) => `{"secretKey": ${quoted}${text}`),
    );
    let refused = 0;
    check(config, (text) => {
      const file = { role: 'config', path: '/x', text };
      for (const read of [
        outcome(() => parseProfiles('/x', text)),
        outcome(() => readAliyunProfiles(file, true)),
      ]) {
        if (!(read instanceof Error)) continue;
        expect(read instanceof Failure || read instanceof MalformedFile, String(read)).toBe(true);
        expect(read.message).not.toContain(SECRET);
        refused += 1;
      }
    });
    expect(refused).toBeGreaterThan(RUNS / 10);
    const clouds = yamlText.map(
      (text) => `clouds:\n  a:\n    auth: {password: ${SECRET}}\n    region_name: ${text}`,
    );
    await fc.assert(
      fc.asyncProperty(clouds, async (text) => {
        const read = await readClouds([{ role: 'clouds', path: '/x', text }]).catch(
          (error: unknown) => error,
        );
        if (!(read instanceof Error)) return;
        expect(read).toBeInstanceOf(MalformedFile);
        expect(read.message).not.toContain(SECRET);
      }),
      { numRuns: RUNS },
    );
  });

  it('a secret is found in any text, however it is written', { timeout: MINUTES }, () => {
    const secret = fc.string({
      unit: fc.constantFrom(...'abcXYZ019+/=&%"\'<>\\ .*$(){}[]|^?-_~#;:\u00e9\u76d1'),
      minLength: 6,
      maxLength: 20,
    });
    const ways: readonly ((text: string) => string)[] = [
      (text) => text,
      (text) => JSON.stringify(text).slice(1, -1),
      (text) => JSON.stringify(JSON.stringify(text)).slice(3, -3),
      encodeURIComponent,
      (text) => encodeURIComponent(encodeURIComponent(text)),
      (text) => new URLSearchParams({ v: text }).toString().slice(2),
      (text) => Buffer.from(text).toString('base64'),
      (text) => text.replaceAll("'", "''"),
    ];
    fc.assert(
      fc.property(
        secret,
        fc.constantFrom(...ways),
        fc.string({ maxLength: 8 }),
        (value, way, around) => {
          const secrets = new Secrets();
          secrets.learn(value);
          const written = way(value);
          const shown = secrets.mask(`${around} ${written} ${around}`);
          expect(shown.includes(written) && !around.includes(written), shown).toBe(false);
          expect(shown).toContain('***');
        },
      ),
      { numRuns: RUNS },
    );
  });
});
