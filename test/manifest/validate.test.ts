import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { homeEnv, run, scratch } from '../program.ts';

const folder = scratch();
const env = homeEnv(folder);
const validate = (text: string, ...words: string[]) =>
  run(['listener', 'validate', '-f', '-', ...words], { env, stdin: text });

const ELB = `loadBalancer: 0b07acf06d243925bc24a0ac7445267a`;
const TCP = `provider: slb
    loadBalancer: lb-1
    protocol: tcp
    bandwidth: unlimited
    backend: {port: 80}`;

const GOOD = `# a comment
listeners:
  - provider: elb
    ${ELB}
    name: web
    protocol: http
    port: 8080
    backend:
      port: 80
    algorithm: round-robin
    stickySession: {mode: insert, timeout: 2h}
  - ${TCP}
    port: 22
---
defaults:
  provider: slb
  healthCheck: {enabled: off}
listeners:
- {loadBalancer: lb-1, protocol: http, port: 80, backend: {port: 80}}
`;

describe('listener validate', () => {
  it('accepts several documents, and needs only the manifest', async () => {
    expect(await validate(GOOD)).toEqual({ code: 0, stdout: '3 listeners, valid\n', stderr: '' });
    const json = await validate(GOOD, '-o', 'json');
    expect(JSON.parse(json.stdout)).toEqual({ valid: true, listeners: 3, violations: [] });
  });

  it.each([
    ['[200, 301]', 0],
    ['200', 0],
    ['[20]', 2],
  ])('reads codes of answers as people write them in YAML: %s', async (codes, code) => {
    const listener = `provider: octavia, loadBalancer: 3f7c1ee0-6f3b-4f2f-9d5a-7f4d9c1c2a11, protocol: http, port: 80, algorithm: round-robin, healthCheck: {enabled: on, protocol: http, interval: 5, timeout: 3, healthy: 3, codes: ${codes}}`;
    const ran = await validate(`listeners: [{${listener}}]`);
    expect([ran.code, ran.stderr]).toEqual([
      code,
      code === 0 ? '' : expect.stringContaining('must be codes, ranges and classes'),
    ]);
  });

  it.each<[string, string, readonly [rule: string, line: number, column: number, text: string][]]>([
    [
      'an invalid value',
      `listeners:\n  - ${TCP}\n    port: abc\n`,
      [['listener/port-value', 7, 5, 'port must be a whole number, not "abc"']],
    ],
    [
      'an unknown key',
      `listeners:\n  - ${TCP}\n    prot: 22\n    port: 22\n`,
      [['manifest/unknown-key', 7, 5, 'unknown field "prot"; did you mean port']],
    ],
    [
      'an unknown key in a group',
      `listeners:\n  - ${TCP}\n    port: 22\n    healthCheck:\n      intervall: 5\n`,
      [['manifest/unknown-key', 9, 7, '"healthCheck.intervall"; did you mean interval']],
    ],
    [
      'a path written flat',
      `listeners:\n  - ${TCP}\n    port: 22\n    backend.group: g\n`,
      [['manifest/unknown-key', 8, 5, 'write group below backend']],
    ],
    [
      'missing keys',
      'listeners:\n  - provider: slb\n    protocol: tcp\n    port: 22\n',
      [
        [
          'slb/load-balancer-id-required',
          2,
          5,
          'ids with: lbctl load-balancer list --provider slb',
        ],
        ['slb/bandwidth-required', 2, 5, 'bandwidth is missing'],
        ['slb/backend-missing-l4', 2, 5, 'backend.port is missing'],
      ],
    ],
    [
      'null for what is required, and for what is not',
      `listeners:\n  - ${TCP}\n    port:\n    description: ~\n`,
      [
        ['listener/description-value', 8, 5, 'description must be a string, not null'],
        ['slb/listener-port-required', 7, 5, 'port is missing; it takes 1\u201365535'],
      ],
    ],
    [
      'rules over several fields',
      `listeners:\n  - provider: elb\n    ${ELB}\n    name: w\n    protocol: tcp\n    port: 1\n    backend: {port: 1}\n    algorithm: source-ip\n    stickySession:\n      mode: source-ip\n`,
      [['elb/session-sticky-needs-roundrobin', 10, 7, 'stickySession.mode: source-ip']],
    ],
    [
      'no provider',
      'listeners:\n  - protocol: tcp\n    port: 22\n',
      [['manifest/provider', 2, 5, 'no cloud selected']],
    ],
    [
      'an unknown provider',
      'listeners:\n  - port: 22\n    provider: sbl\n',
      [['manifest/provider', 3, 5, 'not "sbl"; did you mean slb']],
    ],
    [
      'two listeners on a port',
      `listeners:\n  - ${TCP}\n    port: 22\n  - ${TCP}\n    port: 22\n`,
      [['manifest/port-taken', 13, 5, 'the tcp listener at <stdin>:2:5']],
    ],
    [
      'a redirect to a listener other than HTTPS',
      `defaults: {provider: slb, loadBalancer: lb-1}\nlisteners:\n  - {protocol: http, port: 80, redirectTo: 22, backend: {port: 80}}\n  - {protocol: tcp, port: 22, bandwidth: 1, backend: {port: 1}}\n`,
      [['manifest/redirect-target-missing', 3, 32, '22 is used by the tcp listener']],
    ],
    [
      'invalid YAML',
      'listeners:\n  - provider: slb\n    name: "open\n  - provider: elb\n    port: x\n',
      [['manifest/syntax', 4, 3, 'invalid YAML: deficient indentation']],
    ],
    [
      'a duplicate key',
      `listeners:\n  - ${TCP}\n    port: 22\n    port: 23\n`,
      [['manifest/syntax', 8, 5, 'invalid YAML: duplicated mapping key']],
    ],
    [
      'a missing key listeners',
      'listener: []\n',
      [['manifest/unknown-key', 1, 1, 'did you mean listeners']],
    ],
    [
      'listeners that is not a list',
      'listeners: 5\n',
      [['manifest/syntax', 1, 1, 'must be a list']],
    ],
    ['a document that is not an object', '- 1\n', [['manifest/syntax', 1, 1, 'must be an object']]],
    [
      'JSON',
      '{"listeners": [\n  {"provider": "slb", "loadBalancer": "lb-1", "protocol": "udp",\n   "port": 70000, "bandwidth": 1, "backend": {"port": 53}}\n]}',
      [['slb/listener-port-range', 3, 4, 'port must be 1–65535, not 70000']],
    ],
    [
      'invalid JSON',
      '{"listeners": [{"port": }]}',
      [['manifest/syntax', 1, 25, 'invalid JSON: value expected']],
    ],
    [
      'a trailing comma in JSON',
      '{"listeners": [\n  {"port": 80},\n]}',
      [['manifest/syntax', 3, 1, 'invalid JSON: value expected']],
    ],
    [
      'a comment in JSON',
      '{"listeners": [] # none\n}',
      [['manifest/syntax', 1, 18, 'invalid JSON: invalid symbol']],
    ],
    [
      'a key twice in JSON',
      '{"listeners": [\n  {"port": 80,\n   "port": 81}\n]}',
      [['manifest/syntax', 3, 5, 'invalid JSON: duplicated mapping key']],
    ],
    ['a comma for a list', '{"defaults":[,]}', [['manifest/syntax', 1, 14, 'value expected']]],
    [
      'too many levels',
      `listeners: ${'['.repeat(1000)}${']'.repeat(1000)}`,
      [['manifest/syntax', 1, 111, 'nesting exceeded']],
    ],
    [
      'an alias of nothing',
      'listeners:\n  - *web\n',
      [['manifest/syntax', 2, 6, 'unidentified alias']],
    ],
    [
      'a value behind a blank that is none',
      'listeners:\n  - port: \u00a080\n    provider: slb\n',
      [['listener/port-value', 2, 5, 'not "\u00a080"']],
    ],
    [
      'a value in a list of a later document',
      '# one\n---\nlisteners: []\n---\n\nlisteners:\n- {provider: slb, state: on}\n',
      [['manifest/value', 7, 19, 'state must be running or stopped, not "on"']],
    ],
    ['an empty manifest', '# nothing\n---\n', [['manifest/syntax', 1, 1, 'the manifest is empty']]],
  ])('reports the position of %s', async (_, text, expected) => {
    const { code, stdout, stderr } = await validate(text, '-o', 'json');
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    const { error } = JSON.parse(stderr);
    expect(error.kind).toBe('validation');
    const found = error.violations.filter((one: { severity: string }) => one.severity === 'error');
    for (const [index, [rule, line, column, message]] of expected.entries()) {
      expect(found[index]).toMatchObject({ rule, line, column, file: '<stdin>', flags: [] });
      expect(found[index].message).toContain(message);
    }
    const human = await validate(text);
    const [first] = expected;
    expect(human.code).toBe(2);
    expect(human.stderr).toContain(`<stdin>:${first?.[1]}:${first?.[2]}: `);
  });

  it('warns of a redirect without its target, which --strict makes an error', async () => {
    const text =
      'listeners:\n  - {provider: slb, loadBalancer: lb-1, protocol: http, port: 80, redirectTo: 443, backend: {port: 80}}\n';
    const { code, stdout, stderr } = await validate(text);
    expect(code).toBe(0);
    expect(stdout).toBe('1 listener, valid\n');
    expect(stderr).toContain(
      'warning: <stdin>:2:67: redirectTo: the manifest has no HTTPS listener on port 443; it must exist on the load balancer',
    );
    expect((await validate(text, '--strict')).code).toBe(2);
  });

  it('accepts anchors, aliases, merge keys, a byte order mark and CRLF', async () => {
    const text = `\ufefflisteners:
  - &first
    ${TCP}
    port: 22
  - <<: *first
    port: 23
`.replaceAll('\n', '\r\n');
    expect(await validate(text)).toEqual({ code: 0, stdout: '2 listeners, valid\n', stderr: '' });
  });

  it('accepts trailing commas and unquoted keys as YAML, but not in a .json file', async () => {
    const text = '{listeners: [{provider: elb, port: 80,},],}';
    expect((await validate(text)).stderr).toContain('<stdin>:1:14: loadBalancer is missing');
    const file = join(folder, 'flow.json');
    writeFileSync(file, text);
    const inFile = () => run(['listener', 'validate', '-f', file], { env });
    expect((await inFile()).stderr).toContain(`${file}:1:2: invalid JSON: invalid symbol`);
    writeFileSync(file, '\n');
    expect((await inFile()).stderr).toContain(`${file}:1:1: the manifest is empty`);
  });

  it('accepts a TCP and a UDP listener on the same port on SLB only', async () => {
    const two = (provider: string, extra: string) =>
      validate(
        `defaults: {provider: ${provider}, loadBalancer: lb1, port: 53, backend: {port: 53}, ${extra}}\nlisteners:\n  - protocol: tcp\n  - protocol: udp\n`,
      );
    expect((await two('slb', 'bandwidth: 1')).code).toBe(0);
    expect((await two('elb', 'name: a, algorithm: round-robin')).stderr).toContain('port-taken');
  });

  it('reports the problems of each of several similar listeners', async () => {
    const text = `defaults: {provider: elb, protocol: tcp, ${ELB}, algorithm: round-robin, backend: {port: 1}}
listeners:
  - {port: 1, name: right}
  - {port: 2, name: right}
  - {port: 70000, name: right}
  - {port: 3, name: 'not right'}
  - {port: 4}
  - {port: 5, name: right, loadBalancer: 'a b'}
  - {port: 6, name: right, algorithm: four-tuple}
`;
    const { stderr } = await validate(text, '-o', 'json');
    const { violations } = JSON.parse(stderr).error;
    expect(
      violations.map(({ line, fields }: { line: number; fields: string[] }) => [line, ...fields]),
    ).toEqual([
      [5, 'port'],
      [6, 'name'],
      [7, 'name'],
      [8, 'loadBalancer'],
      [9, 'algorithm'],
    ]);
  });

  it('merges defaults deeply, and reports their problems once', async () => {
    const text = `defaults:
  provider: slb
  loadBalancer: lb-1
  bandwidth: 5
  backend: {port: 80}
  tags: {a: 1, b: x}
  idle: 5
listeners:
  - {protocol: tcp, port: 1, backend: {group: rsp-1}, tags: {b: y}}
  - {protocol: tcp, port: 2}
`;
    const { stderr } = await validate(text, '-o', 'json');
    const { violations } = JSON.parse(stderr).error;
    expect(violations).toHaveLength(1);
    expect(violations[0]).toMatchObject({ rule: 'manifest/unknown-key', line: 7, column: 3 });
  });

  it('reads files and folders', async () => {
    const place = join(folder, 'manifests');
    mkdirSync(join(place, 'more'), { recursive: true });
    writeFileSync(join(place, 'a.yaml'), GOOD);
    writeFileSync(join(place, 'more', 'b.json'), '{"listeners":[{"provider":"elb","port":1}]}');
    writeFileSync(join(place, 'notes.txt'), 'not a manifest');
    const { code, stderr } = await run(['listener', 'validate', '-f', place], { env });
    expect(code).toBe(2);
    expect(stderr).toContain(`${join(place, 'more', 'b.json')}:1:15: loadBalancer is missing`);
    const absent = await run(['listener', 'validate', '-f', join(place, 'none.yaml')], { env });
    expect(absent.code).toBe(2);
    expect(absent.stderr).toContain('no such file or folder');
  });

  it('writes GitHub annotations', async () => {
    const { code, stdout } = await validate(
      `listeners:\n  - ${TCP}\n    port: 100%\n`,
      '--format',
      'github',
    );
    expect(code).toBe(2);
    expect(stdout).toBe(
      '::error file=<stdin>,line=7,col=5,title=listener/port-value::port must be a whole number, not "100%25"\n',
    );
  });

  it('writes SARIF', async () => {
    const { code, stdout } = await validate(
      `listeners:\n  - ${TCP}\n    port: x\n`,
      '--format',
      'sarif',
    );
    expect(code).toBe(2);
    const log = JSON.parse(stdout);
    expect(log.version).toBe('2.1.0');
    expect(log.runs[0].tool.driver.rules[0].id).toBe('listener/port-value');
    expect(log.runs[0].results[0]).toMatchObject({
      ruleId: 'listener/port-value',
      ruleIndex: 0,
      level: 'error',
      locations: [{ physicalLocation: { region: { startLine: 7, startColumn: 5 } } }],
    });
  });
});
