import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { homeEnv, scratch, spawnProgram } from './program.ts';
import { startStub } from './stub.ts';

/*
 * A command loads only what it uses. Told by content, not by time: Node writes down every script
 * that it loaded, and each part of the program has words that stand in no other.
 */
const WORDS = {
  prompts: 'ExitPromptError',
  conf: 'Config schema violation',
  tables: 'colWidths',
  yaml: 'exceeded maxDepth',
  http: 'HPE_HEADER_OVERFLOW',
  elb: '/elbaas',
  slb: 'DescribeLoadBalancerListeners',
} as const;

type Part = keyof typeof WORDS;

const folder = scratch();
const env = {
  ...homeEnv(folder),
  HUAWEICLOUD_SDK_AK: 'ak',
  HUAWEICLOUD_SDK_SK: 'sk',
  HUAWEICLOUD_SDK_PROJECT_ID: 'p',
};
const dist = fileURLToPath(new URL('../dist', import.meta.url));

async function loadedBy(argv: readonly string[], stdin = ''): Promise<readonly Part[]> {
  const coverage = mkdtempSync(join(folder, 'coverage-'));
  const ran = await spawnProgram(argv, { env: { ...env, NODE_V8_COVERAGE: coverage }, stdin });
  expect(ran.code, ran.stderr).toBe(0);
  const scripts = readdirSync(coverage)
    .flatMap(
      (name): { url: string }[] => JSON.parse(readFileSync(join(coverage, name), 'utf8')).result,
    )
    .filter(({ url }) => url.startsWith('file:'))
    .map(({ url }) => readFileSync(fileURLToPath(url), 'utf8'));
  return partsIn(scripts);
}

function partsIn(scripts: readonly string[]): readonly Part[] {
  return (Object.keys(WORDS) as Part[]).filter((part) =>
    scripts.some((script) => script.includes(WORDS[part])),
  );
}

const LISTENER = `listeners:
  - provider: elb
    loadBalancer: 0b07acf06d243925bc24a0ac7445267a
    name: web
    protocol: tcp
    port: 80
    backend:
      port: 80
    algorithm: round-robin
`;
const OF_SLB = LISTENER.replace('elb', 'slb')
  .replace('0b07acf06d243925bc24a0ac7445267a', 'lb-bp1o94dp5i6earr9g6d1l')
  .concat('    bandwidth: unlimited\n');
const CREATE =
  'listener create --provider elb --load-balancer 0b07acf06d243925bc24a0ac7445267a --name web --protocol tcp --port 80 --backend-port 80 --algorithm round-robin --no-preflight -o json'.split(
    ' ',
  );

describe('what is loaded', () => {
  it('can be told by these words', () => {
    const chunks = readdirSync(join(dist, 'chunks'), { encoding: 'utf8' })
      .filter((name) => name.endsWith('.cjs'))
      .map((name) => readFileSync(join(dist, 'chunks', name), 'utf8'));
    chunks.push(readFileSync(join(dist, 'cli.cjs'), 'utf8'));
    expect(partsIn(chunks)).toEqual(Object.keys(WORDS));
  });

  const rare: readonly Part[] = ['prompts', 'conf', 'tables', 'yaml'];

  it.each<[readonly string[], readonly Part[], string?]>([
    [['--version'], [...rare, 'http', 'elb', 'slb']],
    [['--help'], [...rare, 'http', 'elb', 'slb']],
    [
      ['listener', '--help'],
      [...rare, 'http', 'elb', 'slb'],
    ],
    [
      ['listener', 'validate', '-f', '-'],
      ['prompts', 'conf', 'tables', 'http', 'slb'],
    ],
    [
      ['listener', 'validate', '-f', '-', '-o', 'json'],
      ['prompts', 'conf', 'tables', 'http', 'elb'],
      OF_SLB,
    ],
    [
      [...CREATE, '--region', 'eu-de', '--dry-run'],
      [...rare, 'http', 'slb'],
    ],
  ])('%j does without %j', async (argv, unneeded, stdin = LISTENER) => {
    const loaded = await loadedBy(argv, stdin);
    expect(loaded.filter((part) => unneeded.includes(part))).toEqual([]);
  });

  it('by a create over HTTP is the client and one cloud', async () => {
    const stub = await startStub(({ body }) => ({
      body: { ...JSON.parse(body), id: 'a'.repeat(32), status: 'ACTIVE', admin_state_up: true },
    }));
    const parts = await loadedBy([...CREATE, '--endpoint', stub.url]);
    await stub.close();
    expect(parts).toEqual(['http', 'elb']);
  });
});
