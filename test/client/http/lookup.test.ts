import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { homeEnv, scratch, spawnProgram } from '../../program.ts';

/** Answers after a minute, and like the system's resolver keeps Node from exiting before. */
const HANGING = `
const crypto = require('node:crypto');
require('node:dns').lookup = (host, options, callback) =>
  crypto.pbkdf2('a', 'b', 1e8, 64, 'sha512', () => callback(new Error('late')));
`;
/** Knows one name. */
const KNOWING = `
const dns = require('node:dns');
const { lookup } = dns;
dns.lookup = (host, options, callback) =>
  lookup(host === 'elb.eu-de.otc.t-systems.com' ? '127.0.0.1' : 'nowhere.invalid', options, callback);
`;

const folder = scratch();
function list(name: string, script: string, env: Record<string, string> = {}) {
  const preload = join(folder, `${name}.cjs`);
  writeFileSync(preload, script);
  const argv = 'listener list --provider elb --region eu-de --retries 0 --timeout 2s -o json';
  return spawnProgram(argv.split(' '), {
    env: {
      ...homeEnv(folder),
      NODE_OPTIONS: `--require ${preload}`,
      HUAWEICLOUD_SDK_AK: 'ak',
      HUAWEICLOUD_SDK_SK: 'secret-key',
      HUAWEICLOUD_SDK_PROJECT_ID: 'p',
      ...env,
    },
  });
}

describe('a resolver', () => {
  it.each([
    ['of the endpoint', {}],
    ['of the proxy', { HTTPS_PROXY: 'http://proxy.example:3128' }],
  ])('%s that hangs ends with --timeout', async (_, env) => {
    const started = Date.now();
    const { code, stderr } = await list('hanging', HANGING, env);
    expect([code, JSON.parse(stderr).error.message]).toEqual([
      7,
      expect.stringMatching(/^no connection to elb\.eu-de\..* within 2s$/),
    ]);
    // Far less than the resolver takes.
    expect(Date.now() - started).toBeLessThan(25_000);
  });

  it('that knows the host is believed', async () => {
    const { code, stderr } = await list('knowing', KNOWING);
    expect([code, JSON.parse(stderr).error.message]).toEqual([
      6,
      'elb.eu-de.otc.t-systems.com: cannot connect (ECONNREFUSED)',
    ]);
  });

  it('that does not know it is quoted', async () => {
    const { code, stderr } = await list('knowing', KNOWING, {
      LBCTL_ENDPOINT: 'https://other.example',
    });
    expect([code, JSON.parse(stderr).error.message]).toEqual([
      6,
      expect.stringMatching(/^other\.example: unknown host \((ENOTFOUND|EAI_AGAIN)\)$/),
    ]);
  });
});
