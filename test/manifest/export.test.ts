import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../src/sandbox/server.ts';
import { newState } from '../../src/sandbox/state/seed.ts';
import { homeEnv, run, scratch } from '../program.ts';
import { type Json, manifest } from './listeners.ts';

const folder = scratch();
const env = homeEnv(folder);
const SLB = 'lb-bp1o94dp5i6earr9g6d1l';
const ELB = '0b07acf06d243925bc24a0ac7445267a';

const name = fc.stringMatching(/^[A-Za-z][A-Za-z0-9_-]{0,20}$/);
const onOff = fc.constantFrom('on', 'off');
const port = fc.integer({ min: 1, max: 65_535 });
const bandwidth = fc.oneof(fc.constant('unlimited'), fc.integer({ min: 1, max: 5000 }));

function optional(shape: Readonly<Record<string, fc.Arbitrary<unknown>>>): fc.Arbitrary<Json> {
  return fc.record(shape, { requiredKeys: [] });
}

/** Merges the objects of all parts. */
function merged(...parts: readonly fc.Arbitrary<Json>[]): fc.Arbitrary<Json> {
  return fc.tuple(...parts).map((all) => Object.assign({}, ...all) as Json);
}

const accessLists = fc.constantFrom<Json>(
  {},
  { access: { mode: 'off' } },
  { access: { mode: 'allow', lists: ['acl-bp1l0kk4gxce43kzmg6hj'] } },
  { access: { mode: 'deny', lists: ['acl-bp1l0kk4gxce43kzmg6hj', 'acl-bp1ut10zzvhkzs4tqkvrt'] } },
);

const tags = fc.constantFrom<Json>({}, { tags: { team: 'a', stage: 'test' } });

const slbBackend = fc.constantFrom<Json>(
  { backend: { port: 8080 } },
  { backend: { port: 8080, group: 'rsp-cige6j5e7p' } },
  { backend: { group: 'rsp-6cejjzl7xqk2w' } },
);

const layer7Check = fc.oneof(
  fc.constant({ healthCheck: { enabled: 'off' } }),
  optional({
    port,
    path: fc.constantFrom('/health', '/a/b.html'),
    domain: fc.constantFrom('www.example.com'),
    codes: fc.subarray(['2xx', '3xx', '4xx', '5xx'], { minLength: 1 }),
    method: fc.constantFrom('head', 'get'),
    interval: fc.integer({ min: 1, max: 50 }),
    timeout: fc.integer({ min: 1, max: 300 }),
    healthy: fc.integer({ min: 2, max: 10 }),
    unhealthy: fc.integer({ min: 2, max: 10 }),
  }).map((check) => ({ healthCheck: { enabled: 'on', ...check } })),
);

const layer7Sticky = fc.oneof(
  fc.constant({ stickySession: { mode: 'off' } }),
  fc
    .integer({ min: 1, max: 86_400 })
    .map((timeout) => ({ stickySession: { mode: 'insert', timeout } })),
  fc.constant({ stickySession: { mode: 'rewrite', cookie: 'JSESSIONID' } }),
);

const layer7 = merged(
  slbBackend,
  layer7Check,
  layer7Sticky,
  accessLists,
  tags,
  optional({
    name,
    algorithm: fc.constantFrom('round-robin', 'weighted-round-robin'),
    gzip: onOff,
    forwardedHeaders: fc.subarray(['for', 'slb-id', 'slb-ip', 'slb-port', 'proto', 'client-port']),
    idleTimeout: fc.integer({ min: 1, max: 60 }),
    requestTimeout: fc.integer({ min: 1, max: 180 }),
  }),
);

const layer4 = merged(
  slbBackend,
  accessLists,
  tags,
  optional({ name, proxyProtocol: onOff }),
  bandwidth.map((value) => ({ bandwidth: value })),
);

const slbKinds: Readonly<Record<string, fc.Arbitrary<Json>>> = {
  http: merged(layer7, optional({ bandwidth })),
  https: merged(
    layer7,
    bandwidth.map((value) => ({ bandwidth: value })),
    optional({ http2: onOff }),
    fc.constantFrom<Json>(
      { tls: { certificate: 'idkp-123-cn-test-01' } },
      {
        tls: {
          certificate: 'idkp-123-cn-test-02',
          caCertificate: '139a00604ad-cn-east-hangzhou-01',
          policy: 'tls-1.2-strict',
        },
      },
    ),
  ),
  tcp: merged(
    layer4,
    optional({
      algorithm: fc.constantFrom('round-robin', 'weighted-round-robin', 'source-ip', 'four-tuple'),
      idleTimeout: fc.integer({ min: 10, max: 900 }),
      drain: fc.oneof(fc.constant('off'), fc.integer({ min: 10, max: 900 })),
      stickySession: fc.oneof(
        fc.constant({ mode: 'off' }),
        fc.integer({ min: 1, max: 3600 }).map((timeout) => ({ mode: 'source-ip', timeout })),
      ),
      healthCheck: fc.oneof(
        fc.constant({ enabled: 'off' }),
        fc.constant({ enabled: 'on', protocol: 'http', path: '/check', codes: ['2xx', '3xx'] }),
        fc.constant({ protocol: 'tcp', interval: 7, timeout: 9, port: 81 }),
      ),
    }),
  ),
  udp: merged(
    layer4,
    optional({
      algorithm: fc.constantFrom('round-robin', 'source-ip', 'connection-id'),
      healthCheck: fc.constantFrom({ enabled: 'off' }, { request: 'hello', expect: 'ok' }),
    }),
  ),
};

const elbBase = merged(
  fc.record({ name, backendPort: port }).map((given) => ({
    name: given.name,
    backend: { port: given.backendPort },
  })),
  optional({ description: fc.constantFrom('', 'about it') }),
);
const elbAlgorithm = fc
  .constantFrom('round-robin', 'least-connections', 'source-ip')
  .map((algorithm) => ({ algorithm }));
const minutes = fc.integer({ min: 1, max: 1440 }).map((value) => value * 60);
const elbTls = fc
  .record(
    {
      certificate: fc.constantFrom('23ef9aad4ecb463580476d324a6c71af'),
      policy: fc.constantFrom('tls-1.0', 'tls-1.2', 'tls-1.2-strict'),
    },
    { requiredKeys: ['certificate'] },
  )
  .map((tls) => ({ tls }));

const elbKinds: Readonly<Record<string, fc.Arbitrary<Json>>> = {
  http: merged(
    elbBase,
    fc.oneof(
      elbAlgorithm,
      fc.record({
        algorithm: fc.constant('round-robin'),
        stickySession: minutes.map((timeout) => ({ mode: 'insert', timeout })),
      }),
    ),
  ),
  https: merged(elbBase, elbAlgorithm, elbTls),
  ssl: merged(elbBase, elbAlgorithm, elbTls),
  tcp: merged(
    elbBase,
    elbAlgorithm,
    optional({
      idleTimeout: minutes,
      drain: fc.oneof(
        fc.constant('off'),
        fc.integer({ min: 1, max: 60 }).map((value) => value * 60),
      ),
    }),
  ),
  udp: merged(elbBase, elbAlgorithm, optional({ idleTimeout: minutes })),
};

const KINDS = [
  ...Object.entries(slbKinds).map(([protocol, of]) => ['slb', protocol, of] as const),
  ...Object.entries(elbKinds).map(([protocol, of]) => ['elb', protocol, of] as const),
];

describe('an exported manifest', () => {
  let sandbox: Sandbox;
  const state = newState();
  beforeAll(async () => {
    sandbox = await startSandbox({ initial: state, settleMs: 0 });
  });
  afterAll(() => sandbox.close());

  const listener = (cloud: string, words: readonly string[], stdin = '') =>
    run(['listener', ...words, '--profile', `sandbox-${cloud}`, '--endpoint', sandbox.url, '-q'], {
      env,
      stdin,
      hurry: true,
    });

  it.each(KINDS)('of %s %s has no diff', async (cloud, protocol, of) => {
    const loadBalancer = cloud === 'slb' ? SLB : ELB;
    const drawnListeners = fc.uniqueArray(
      fc.tuple(port, of, fc.constantFrom('running', 'stopped')),
      {
        minLength: 1,
        maxLength: 4,
        selector: ([number]) => number,
      },
    );
    await fc.assert(
      fc.asyncProperty(drawnListeners, async (drawn) => {
        state.slb.listeners.clear();
        state.elb.listeners.clear();
        const wanted = manifest(
          drawn.map(([number, json, is]) => ({ ...json, port: number, state: is })),
          { loadBalancer, protocol },
        );
        const applied = await listener(cloud, ['apply', '-f', '-', '--yes'], wanted);
        expect(applied, wanted).toMatchObject({ code: 0 });
        const own = await listener(cloud, ['diff', '-f', '-'], wanted);
        expect(own, wanted).toMatchObject({ code: 0, stdout: '' });
        const exported = await listener(cloud, ['export', '--all']);
        expect(exported.code).toBe(0);
        const again = await listener(cloud, ['diff', '-f', '-', '--prune'], exported.stdout);
        expect(again, exported.stdout).toMatchObject({ code: 0, stdout: '' });
      }),
      { numRuns: 12 },
    );
  });
});
