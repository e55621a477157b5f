import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../src/sandbox/server.ts';
import type { State } from '../../src/sandbox/state/model.ts';
import { newState } from '../../src/sandbox/state/seed.ts';
import { homeEnv, type RunOptions, run, scratch } from '../program.ts';
import { type Json, manifest } from './listeners.ts';

const env = homeEnv(scratch());
const LB = 'lb-bp1o94dp5i6earr9g6d1l';
const ELB = '0b07acf06d243925bc24a0ac7445267a';

const tcp = (port: number, more: Json = {}): Json => ({
  profile: 'sandbox-slb',
  loadBalancer: LB,
  protocol: 'tcp',
  port,
  bandwidth: 'unlimited',
  backend: { port: 80 },
  ...more,
});

const elb = (port: number, more: Json = {}): Json => ({
  profile: 'sandbox-elb',
  loadBalancer: ELB,
  protocol: 'http',
  port,
  name: 'web',
  algorithm: 'round-robin',
  backend: { port: 80 },
  ...more,
});

const https = (port: number): Json => ({
  ...tcp(port),
  protocol: 'https',
  healthCheck: { enabled: 'off' },
  stickySession: { mode: 'off' },
  tls: { certificate: 'idkp-123-cn-test-01' },
});

const redirect = (port: number, redirectTo: number): Json => ({
  profile: 'sandbox-slb',
  loadBalancer: LB,
  protocol: 'http',
  port,
  redirectTo,
});

describe('diff and apply', () => {
  let sandbox: Sandbox;
  let state: State;
  beforeEach(async () => {
    state = newState();
    sandbox = await startSandbox({ initial: state, settleMs: 0 });
  });
  afterEach(() => sandbox.close());

  const listener = (
    verb: string,
    listeners: readonly Json[],
    words: readonly string[] = [],
    options: RunOptions = {},
  ) =>
    run(['listener', verb, '-f', '-', '--endpoint', sandbox.url, ...words], {
      env,
      stdin: manifest(listeners),
      hurry: true,
      ...options,
    });
  const apply = (listeners: readonly Json[], ...words: string[]) =>
    listener('apply', listeners, ['--yes', '-o', 'json', '-q', ...words]);
  const diff = async (listeners: readonly Json[], ...words: string[]) => {
    const { code, stdout, stderr } = await listener('diff', listeners, ['-o', 'json', ...words]);
    return { code, plan: stdout === '' ? undefined : JSON.parse(stdout), stderr };
  };
  const actions = (plan: { changes: { action: string; listener: string }[] }) =>
    plan.changes.map(({ action, listener: what }) => `${action} ${what}`);

  it('diff shows old and new values of fields, and changes nothing', async () => {
    await apply([tcp(22, { idleTimeout: '5m', name: 'a' }), elb(80)]);
    const wanted = [tcp(22, { idleTimeout: '10m', name: 'a' }), elb(80), tcp(23)];
    const { code, plan } = await diff(wanted);
    expect(code).toBe(9);
    expect(plan.unchanged).toBe(1);
    expect(plan.changes[0]).toEqual({
      action: 'update',
      ref: `${LB}/tcp/22`,
      listener: `${LB}/tcp/22`,
      provider: 'slb',
      fields: [{ path: 'idleTimeout', old: 300, new: 600 }],
    });
    expect(plan.changes[1]).toMatchObject({ action: 'create', listener: `${LB}/tcp/23` });
    const text = await listener('diff', wanted);
    expect(text.stdout).toContain('idleTimeout: 5m → 10m');
    expect(text.stderr).toContain('1 to update, 1 to create, 1 unchanged');
    expect(state.slb.listeners.size).toBe(1);
  });

  it('updates, starts and stops, and then reports no changes', async () => {
    await apply([tcp(22), tcp(23, { state: 'running' }), tcp(24, { state: 'running' }), elb(80)]);
    const wanted = [
      tcp(22, { state: 'running' }),
      tcp(23, { state: 'stopped' }),
      tcp(24, { name: 'named', state: 'stopped' }),
      elb(80, { description: 'new', state: 'stopped' }),
    ];
    const before = await diff(wanted);
    expect(actions(before.plan)).toEqual([
      `start ${LB}/tcp/22`,
      `stop ${LB}/tcp/23`,
      `update ${LB}/tcp/24`,
      `update ${ELB}/http/80`,
    ]);
    const { code, stdout } = await apply(wanted);
    expect(code).toBe(0);
    expect(JSON.parse(stdout).summary).toMatchObject({ started: 1, stopped: 1, updated: 2 });
    expect(await diff(wanted)).toMatchObject({ code: 0, plan: { changes: [], unchanged: 4 } });
  });

  it('replaces only with --allow-replace, keeping other fields and the state', async () => {
    await apply([tcp(22, { name: 'kept', idleTimeout: '5m', state: 'running' })]);
    const wanted = [tcp(22, { backend: { port: 81 } })];
    const refused = await listener('apply', wanted, ['--yes']);
    expect(refused.code).toBe(2);
    expect(refused.stderr).toContain('backend.port cannot be changed in place');
    expect(refused.stderr).toContain('--allow-replace');
    expect((await apply(wanted, '--allow-replace')).code).toBe(0);
    const exported = await run(
      ['listener', 'show', `${LB}/tcp/22`, '--profile', 'sandbox-slb', '--endpoint', sandbox.url],
      { env: { ...env, LBCTL_OUTPUT: 'json' } },
    );
    expect(JSON.parse(exported.stdout)).toMatchObject({
      name: 'kept',
      idleTimeout: 300,
      status: 'running',
      backend: { port: 81 },
    });
  });

  it('replaces a listener of another protocol on the same port', async () => {
    await apply([elb(80)]);
    const wanted = [elb(80, { protocol: 'tcp' })];
    const { plan } = await diff(wanted);
    expect(actions(plan)).toEqual([`replace ${ELB}/tcp/80`]);
    expect((await apply(wanted, '--allow-replace')).code).toBe(0);
    expect([...state.elb.listeners.values()].map(({ protocol }) => protocol)).toEqual(['TCP']);
  });

  it('deletes only with --prune and only on load balancers of the manifest', async () => {
    await apply([tcp(22), tcp(23), elb(80)]);
    expect(await diff([tcp(22)])).toMatchObject({ code: 0 });
    expect(actions((await diff([tcp(22)], '--prune')).plan)).toEqual([`delete ${LB}/tcp/23`]);
    expect((await apply([tcp(22)], '--prune')).code).toBe(0);
    expect([state.slb.listeners.size, state.elb.listeners.size]).toEqual([1, 1]);
  });

  it('creates a redirect after its target, and then reports no changes', async () => {
    const wanted = [redirect(80, 443), https(443)];
    const { code, stdout, stderr } = await apply(wanted);
    expect(code, stderr).toBe(0);
    expect(actions(JSON.parse(stdout))).toEqual([`create ${LB}/https/443`, `create ${LB}/http/80`]);
    expect(await diff(wanted)).toMatchObject({ code: 0 });
    const exported = await run(
      ['listener', 'export', '--all', '--profile', 'sandbox-slb', '--endpoint', sandbox.url, '-q'],
      { env },
    );
    const again = await run(
      ['listener', 'diff', '-f', '-', '--profile', 'sandbox-slb', '--endpoint', sandbox.url, '-q'],
      { env, stdin: exported.stdout },
    );
    expect(again, exported.stdout).toMatchObject({ code: 0, stdout: '' });
  });

  it('accepts a TCP and a UDP listener on the same port', async () => {
    const wanted = [tcp(53), tcp(53, { protocol: 'udp' })];
    expect((await apply(wanted)).code).toBe(0);
    expect(await diff(wanted, '--prune')).toMatchObject({ code: 0, plan: { unchanged: 2 } });
  });

  it('reports failed changes, applies the others, and a rerun applies the rest', async () => {
    const wanted = [tcp(22, { backend: { group: 'rsp-later' } }), tcp(23), elb(80)];
    const first = await listener('apply', wanted, ['--yes', '-o', 'json']);
    expect(first.code).toBe(8);
    const report = JSON.parse(first.stdout);
    expect(report.summary).toMatchObject({ created: 2, failed: 1 });
    expect(report.changes[0]).toMatchObject({ result: 'failed', error: { kind: 'not-found' } });
    expect(JSON.parse(first.stderr.trim().split('\n').at(-1) ?? '').error.kind).toBe('partial');
    state.slb.serverGroups.set('rsp-later', { id: 'rsp-later', name: 'g', loadBalancerId: LB });
    const second = await apply(wanted);
    expect(second.code).toBe(0);
    expect(JSON.parse(second.stdout).summary).toMatchObject({ created: 1, unchanged: 2 });
  });

  it('sends no changes after errors of validation or of the pre-flight check', async () => {
    const wrong = await apply([tcp(22), tcp(23, { bandwidth: 0 })]);
    expect(wrong.code).toBe(2);
    const forbidden = await apply([
      elb(80),
      elb(53, { loadBalancer: 'a650695bb9344a3fa24dec344116d261', protocol: 'udp' }),
    ]);
    expect(forbidden.code).toBe(2);
    expect(forbidden.stderr).toContain('elb/udp-needs-public');
    expect([state.slb.listeners.size, state.elb.listeners.size]).toEqual([0, 0]);
  });

  it('requires confirmation, and shows requests with --dry-run', async () => {
    const refused = await listener('apply', [tcp(22)]);
    expect(refused.code).toBe(2);
    expect(refused.stderr).toContain('apply requires confirmation (1 to create, 0 unchanged)');
    const dry = await listener('apply', [tcp(22), elb(80)], ['--dry-run', '-o', 'json']);
    expect(dry.code).toBe(0);
    const { requests } = JSON.parse(dry.stdout);
    expect(requests[0].query).toMatchObject({ ListenerPort: '22', BackendServerPort: '80' });
    expect(requests[1].body).toMatchObject({ port: 80, protocol: 'HTTP' });
    expect(state.slb.listeners.size).toBe(0);
  });

  it('shows a line per change in a pipe, a bar on a terminal, nothing with -q', async () => {
    const wanted = [tcp(22), elb(80)];
    const piped = await listener('apply', wanted, ['--yes']);
    expect(piped.stderr).toContain(`created ${LB}/tcp/22\n`);
    expect(piped.stdout).toBe('2 created, 0 unchanged\n');
    const bar = await listener('apply', [tcp(23)], ['--yes'], { terminal: true });
    expect(bar.stderr).toContain('] 1/1 created');
    const quiet = await listener('apply', [tcp(24)], ['--yes', '-q']);
    expect(quiet.stderr).toBe('');
  });

  it('completes requests in flight when interrupted, and reports', async () => {
    const slow = await startSandbox({ initial: state, settleMs: 0, latencyMs: 60 });
    const interruption = new AbortController();
    const wanted = Array.from({ length: 30 }, (_, index) => tcp(100 + index));
    const running = listener('apply', wanted, ['--yes', '-o', 'json', '--endpoint', slow.url], {
      interrupt: interruption.signal,
    });
    const timer = setInterval(() => {
      if (state.slb.listeners.size >= 3) interruption.abort();
    }, 5);
    const { code, stdout, stderr } = await running;
    clearInterval(timer);
    await slow.close();
    expect(code).toBe(130);
    const report = JSON.parse(stdout);
    expect(report.interrupted).toBe(true);
    expect(report.summary.created).toBe(state.slb.listeners.size);
    expect(report.summary.created + report.summary.skipped).toBe(30);
    expect(report.summary.failed).toBe(0);
    expect(stderr).toContain('"kind":"interrupted"');
    expect((await apply(wanted)).code).toBe(0);
    expect(state.slb.listeners.size).toBe(30);
  });
});
