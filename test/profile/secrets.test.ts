import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Deps } from '../../src/deps.ts';
import { main } from '../../src/main.ts';
import { PROVIDER_IDS, PROVIDERS } from '../../src/providers/registry.ts';
import { ownVariable } from '../../src/providers/settings.ts';
import { CREATE, commandLines } from '../command-lines.ts';
import { type Ran, run } from '../program.ts';
import { type Reply, type Stub, startStub } from '../stub.ts';
import { ALIYUN, CLOUDS, type Home, homes, PROFILES } from './home.ts';

/** Part of every secret of every source. */
const MARK = 'LEAKED5ECRET';
const home = homes();

const FILES = {
  [PROFILES]: {
    current: 'keys',
    profiles: {
      keys: {
        provider: 'elb',
        region: 'eu-de',
        projectId: 'p',
        accessKey: 'AK',
        secretKey: `sk-${MARK}`,
        securityToken: `st-${MARK}`,
      },
      login: {
        provider: 'elb',
        region: 'eu-de',
        username: 'u',
        userDomainName: 'd',
        password: `pw-${MARK}`,
      },
      token: { provider: 'elb', region: 'eu-de', projectId: 'p', token: `to-${MARK}` },
      slb: {
        provider: 'slb',
        region: 'cn-hangzhou',
        accessKey: 'AK',
        secretKey: `sk-${MARK}`,
        securityToken: `st-${MARK}`,
      },
      process: {
        provider: 'slb',
        region: 'cn-hangzhou',
        credentialProcess: `echo ${MARK} | tee /dev/stderr; exit 3`,
      },
    },
  },
  [ALIYUN]: {
    current: 'a',
    profiles: [
      {
        name: 'a',
        mode: 'StsToken',
        region_id: 'cn-hangzhou',
        access_key_id: 'AK',
        access_key_secret: MARK,
        sts_token: MARK,
      },
    ],
  },
  [CLOUDS]: `clouds: { c: { region_name: eu-de, auth: { username: u, password: ${MARK}, user_domain_name: d } } }`,
  'listener.json': {
    loadbalancer_id: 'lb',
    name: 'n',
    protocol: 'TCP',
    port: 80,
    backend_protocol: 'TCP',
    backend_port: 80,
    lb_algorithm: 'roundrobin',
  },
};

async function secretVariables(): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const id of PROVIDER_IDS) {
    for (const [name, setting] of Object.entries((await PROVIDERS[id].load()).settings)) {
      if (setting.secret !== true) continue;
      for (const variable of [ownVariable(name), ...setting.variables])
        found[variable] = `env-${MARK}`;
    }
  }
  return found;
}

const ANSWERS: Readonly<Record<string, Reply>> = {
  refused: { status: 401, body: { error: { code: 401, message: 'no' } } },
  forbidden: { status: 403, body: { Code: 'Forbidden', Message: 'no', RequestId: 'r' } },
  broken: { body: '{"half' },
  page: { status: 502, headers: { 'content-type': 'text/html' }, body: '<html></html>' },
  moved: { status: 302, headers: { location: 'https://elsewhere.example/' } },
};

let answer: Reply = {};
let cloud: Stub;
let variables: Record<string, string>;
beforeAll(async () => {
  cloud = await startStub(() => answer);
  variables = await secretVariables();
});
afterAll(() => cloud.close());

function mustNotLeak(ran: Ran, argv: readonly string[]): void {
  expect(ran.stdout, argv.join(' ')).not.toContain(MARK);
  expect(ran.stderr, argv.join(' ')).not.toContain(MARK);
}

/** Files with secrets, other than the original ones and cached tokens. */
function leakedFiles({ folder }: Home): readonly string[] {
  const kept = [...Object.keys(FILES), '.cache/lbctl/tokens'];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => {
    const path = join(folder, name);
    if (kept.some((one) => name.startsWith(one)) || !statSync(path).isFile()) return false;
    return readFileSync(path, 'utf8').includes(MARK);
  });
}

describe('no secret in any output', () => {
  it.each(Object.keys(ANSWERS))(
    'of any command with the response: %s',
    async (name) => {
      answer = ANSWERS[name] ?? {};
      for (const { path, rest } of await commandLines()) {
        for (const from of [
          ['--profile', 'keys'],
          ['--profile', 'login'],
          ['--profile', 'slb'],
          ['--profile', 'process'],
          ['--provider', 'elb'],
          ['--provider', 'slb'],
        ]) {
          const made = home(FILES);
          const argv = [
            ...path,
            ...rest,
            ...from,
            '--endpoint',
            cloud.url,
            '--debug',
            '--yes',
            '--no-input',
            '--timeout',
            '5s',
            '--retries',
            '1',
            '--wait-timeout',
            '1s',
          ];
          const env =
            from[0] === '--provider'
              ? { ...made.env, ...variables, HW_ACCESS_KEY: 'AK', ALICLOUD_ACCESS_KEY: 'AK' }
              : made.env;
          const ran = await run(argv, { env: { ...env, OS_AUTH_URL: cloud.url }, hurry: true });
          mustNotLeak(ran, argv);
          expect(leakedFiles(made), argv.join(' ')).toEqual([]);
        }
      }
    },
    120_000,
  );

  it.each([
    ['profile', 'show', '-o', 'json'],
    ['profile', 'show', '-o', 'yaml'],
    ['profile', 'show', 'process'],
    ['profile', 'list', '-o', 'json'],
    ['doctor', '-o', 'json', '--timeout', '2s'],
    ['listener', 'create', ...CREATE, '--dry-run', '--no-preflight', '-o', 'json'],
    ['listener', 'create', ...CREATE, '--dry-run', '--no-preflight', '--debug'],
    ['profile', 'set', 'x', `--secret-key=${MARK}`],
    ['profile', 'set', 'x', `--password=${MARK}\nmore`],
    ['listener', 'list', `--token=${MARK}`, '-o', 'json'],
  ])('%j', async (...argv) => {
    const made = home(FILES);
    const ran = await run(argv, { env: { ...made.env, ...variables }, hurry: true });
    mustNotLeak(ran, argv);
  });

  it('of an unexpected error', async () => {
    const made = home(FILES);
    for (const from of ['--debug', '--retries=0']) {
      let written = '';
      const output = {
        isTerminal: false,
        columns: undefined,
        write: (text: string) => {
          written += text;
        },
      };
      const deps: Deps = {
        env: made.env,
        stdin: { isTerminal: false, read: async () => '' },
        stdout: output,
        stderr: output,
        now: () => new Date(),
        random: Math.random,
        nonce: () => 'n',
        sleep: async () => undefined,
        interrupt: new AbortController().signal,
        send: () =>
          Promise.reject(new TypeError(`unforeseen: ${FILES[PROFILES].profiles.keys.secretKey}`)),
      };
      const code = await main(['listener', 'list', '--profile', 'keys', from], deps);
      expect([code, written]).toEqual([1, expect.stringContaining('unforeseen: ***')]);
      expect(written).not.toContain(MARK);
    }
  });
});
