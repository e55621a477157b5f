import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { homeEnv, scratch, spawnProgram } from '../../program.ts';

/* The resolver of the system is asked by `getent`, which these tests replace on the PATH. */

const folder = scratch();

function list(name: string, script: string, more: Record<string, string> = {}) {
  const bin = join(folder, name);
  mkdirSync(bin, { recursive: true });
  writeFileSync(join(bin, 'getent'), `#!/bin/sh\n${script}\n`);
  chmodSync(join(bin, 'getent'), 0o755);
  const env = homeEnv(folder);
  const argv = 'listener list --provider elb --region eu-de --retries 0 --timeout 2s -o json';
  return spawnProgram(argv.split(' '), {
    env: {
      ...env,
      PATH: `${bin}:${env['PATH']}`,
      HUAWEICLOUD_SDK_AK: 'ak',
      HUAWEICLOUD_SDK_SK: 'secret-key',
      HUAWEICLOUD_SDK_PROJECT_ID: 'p',
      ...more,
    },
  });
}

describe('a resolver', () => {
  it.each([
    ['of the endpoint', {}],
    ['of the proxy', { HTTPS_PROXY: 'http://proxy.example:3128' }],
  ])('%s that hangs ends with --timeout', async (_, env) => {
    const started = Date.now();
    const { code, stderr } = await list('hanging', 'exec sleep 60', env);
    expect([code, JSON.parse(stderr).error.message]).toEqual([
      7,
      expect.stringMatching(/^no connection to elb\.eu-de\..* within 2s$/),
    ]);
    // Far less than the resolver takes.
    expect(Date.now() - started).toBeLessThan(45_000);
  });

  it('that knows the host is believed', async () => {
    const script = 'echo "127.0.0.1 STREAM $2"; echo "127.0.0.1 DGRAM"';
    const { code, stderr } = await list('knowing', script);
    expect([code, JSON.parse(stderr).error.message]).toEqual([
      6,
      'elb.eu-de.otc.t-systems.com: cannot connect (ECONNREFUSED)',
    ]);
  });

  it('that does not know it is quoted', async () => {
    const { code, stderr } = await list('ignorant', 'exit 2');
    expect([code, JSON.parse(stderr).error.message]).toEqual([
      6,
      'elb.eu-de.otc.t-systems.com: unknown host (ENOTFOUND)',
    ]);
  });
});
