import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../src/sandbox/server.ts';
import { newState } from '../../src/sandbox/state/seed.ts';
import { homeEnv, run, scratch } from '../program.ts';
import { manifest } from './listeners.ts';

const home = homeEnv(scratch());
const LB = 'lb-bp1o94dp5i6earr9g6d1l';
const OTHER = 'lb-bp1b6c719dfa08exfuca5';
const ELB = '0b07acf06d243925bc24a0ac7445267a';

describe('copy and export', () => {
  let sandbox: Sandbox;
  beforeAll(async () => {
    sandbox = await startSandbox({ initial: newState(), settleMs: 0 });
    const { code, stderr } = await run(
      ['listener', 'apply', '-f', '-', '--yes', '-q', '--endpoint', sandbox.url],
      {
        env: home,
        stdin: manifest(
          [
            {
              protocol: 'https',
              port: 443,
              name: 'web',
              bandwidth: 100,
              backend: { port: 8080, group: 'rsp-cige6j5e7p' },
              tls: { certificate: 'idkp-123-cn-test-01', policy: 'tls-1.2' },
              healthCheck: { enabled: 'on', domain: '$_ip', path: '/health' },
              stickySession: { mode: 'off' },
              access: { mode: 'deny', lists: ['acl-bp1l0kk4gxce43kzmg6hj'] },
              forwardedHeaders: ['for', 'slb-port'],
              tags: { team: 'a' },
              state: 'running',
            },
            { protocol: 'http', port: 80, redirectTo: 443 },
            {
              protocol: 'tcp',
              port: 22,
              name: 'ssh',
              bandwidth: 'unlimited',
              backend: { port: 22 },
              idleTimeout: '5m',
              drain: '2m',
              healthCheck: { enabled: 'off' },
            },
          ],
          { profile: 'sandbox-slb', loadBalancer: LB },
        ),
      },
    );
    expect(code, stderr).toBe(0);
  });
  afterAll(() => sandbox.close());

  const listener = (...words: string[]) =>
    run(['listener', ...words], {
      env: { ...home, LBCTL_ENDPOINT: sandbox.url, LBCTL_PROFILE: 'sandbox-slb' },
    });

  it('copies to another load balancer of the same cloud, keeping ids of the account', async () => {
    const copy = ['copy', `${LB}/https/443`, '--load-balancer', OTHER, '-o', 'json'];
    const refused = await listener(...copy);
    expect(refused.code).toBe(2);
    const { error } = JSON.parse(refused.stderr);
    expect(error.violations.map(({ fields }: { fields: string[] }) => fields[0])).toEqual([
      'backend.group',
    ]);
    const { code, stdout } = await listener(...copy, '--backend-group', 'rsp-bp1intranet0001');
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      ref: `${OTHER}/https/443`,
      name: 'web',
      tls: { certificate: 'idkp-123-cn-test-01', policy: 'tls-1.2' },
      access: { mode: 'deny', lists: ['acl-bp1l0kk4gxce43kzmg6hj'] },
      backend: { group: 'rsp-bp1intranet0001' },
    });
  });

  it('copies to the other cloud only with --allow-loss, and reports each loss', async () => {
    const copy = [
      ...['copy', `${LB}/https/443`, '--to-profile', 'sandbox-elb', '--load-balancer', ELB],
      ...['--algorithm', 'round-robin', '--certificate', '23ef9aad4ecb463580476d324a6c71af'],
      ...['-o', 'json'],
    ];
    const refused = await listener(...copy);
    expect(refused.code).toBe(2);
    const fields = JSON.parse(refused.stderr).error.violations.map(
      (one: { fields: string[] }) => one.fields[0],
    );
    expect(fields).toEqual(
      expect.arrayContaining([
        'backend.group',
        'bandwidth',
        'forwardedHeaders',
        'healthCheck.enabled',
        'healthCheck.path',
        'access.mode',
        'access.lists',
        'tags',
      ]),
    );
    expect(fields).not.toContain('tls.certificate');
    expect(fields).not.toContain('stickySession.mode');
    const { code, stdout, stderr } = await listener(...copy, '--allow-loss');
    expect(code, stderr).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      provider: 'elb',
      name: 'web',
      protocol: 'https',
      port: 443,
      tls: { certificate: '23ef9aad4ecb463580476d324a6c71af', policy: 'tls-1.2' },
    });
    expect(stderr).toContain('warning: access.lists (acl-bp1l0kk4gxce43kzmg6hj)');
    // Classic ELB starts what it creates.
    expect(stderr).not.toContain('--start');
  });

  it('exports Terraform with imports, and comments on what is not supported', async () => {
    const { code, stdout } = await listener(
      'export',
      '--load-balancer',
      LB,
      '--format',
      'terraform',
    );
    expect(code).toBe(0);
    expect(stdout).toContain(`import {
  to = alicloud_slb_listener.lb_bp1o94dp5i6earr9g6d1l_https_443
  id = "${LB}:https:443"
}

resource "alicloud_slb_listener" "lb_bp1o94dp5i6earr9g6d1l_https_443" {`);
    expect(stdout).toMatch(/^ {2}health_check_domain +=\s"\$_ip"$/m);
    expect(stdout).toMatch(/^ {2}server_certificate_id +=\s"idkp-123-cn-test-01"$/m);
    expect(stdout).toMatch(/^ {2}acl_id +=\s"acl-bp1l0kk4gxce43kzmg6hj"$/m);
    expect(stdout).toMatch(/^ {2}listener_forward +=\s"on"$/m);
    expect(stdout).toContain('# Not expressed: ConnectionDrain is on');
    expect(stdout).toContain('# Not expressed: XForwardedFor_SLBPORT is on');
    expect(stdout).toContain('# Not expressed: Tag is {"team":"a"}');
    expect(stdout).toContain('# Not expressed: the listener is stopped');
    const elb = await listener(
      'export',
      '--all',
      '--format',
      'terraform',
      '--profile',
      'sandbox-elb',
    );
    expect(elb.stdout).not.toContain('resource "');
  });

  it('exports YAML and JSON', async () => {
    const yaml = await listener('export', '--load-balancer', LB);
    expect(yaml.stdout).toContain('defaults:\n  provider: slb\n  region: cn-hangzhou\n');
    expect(yaml.stdout).toContain('idleTimeout: 5m\n');
    const json = await listener('export', '--load-balancer', LB, '-o', 'json');
    expect(JSON.parse(json.stdout).listeners).toHaveLength(3);
    expect((await listener('export')).code).toBe(2);
    expect((await listener('export', '--all', '--load-balancer', LB)).code).toBe(2);
  });
});
