import { describe, expect, it } from 'vitest';
import { homeEnv, run, scratch } from '../program.ts';

/* Command lines are parsed as expected, according to the requests of a dry run. */

const home = scratch();
const env = { ...homeEnv(home), LBCTL_OUTPUT: 'json' };

const PORTABLE =
  'listener create --provider slb --region cn-hangzhou --load-balancer lb-1 --protocol tcp --port 22 --backend-port 22 --no-preflight';
const NATIVE =
  'elb listener create --region eu-de --loadbalancer-id 0b07acf06d243925bc24a0ac7445267a --name web --protocol HTTP --port 80 --backend-protocol HTTP --backend-port 80 --lb-algorithm roundrobin --no-preflight';

async function requestOf(line: string): Promise<Record<string, unknown>> {
  const { code, stdout, stderr } = await run(line.split(' '), { env });
  expect(code, stderr).toBe(0);
  const [{ query, body }] = JSON.parse(stdout).requests;
  return { ...query, ...body };
}

describe('options', () => {
  it.each([
    ['after the subcommands', `${PORTABLE} --bandwidth 5 --dry-run`],
    ['before the subcommands', `--dry-run ${PORTABLE} --bandwidth 5`],
    ['between the subcommands', `${PORTABLE.replace('create', '--dry-run create')} --bandwidth 5`],
    ['with an equals sign', `${PORTABLE} --dry-run --bandwidth=5`],
    ['short and joined', `${PORTABLE} --dry-run --bandwidth 5 -yq -ojson`],
  ])('are parsed %s', async (_, line) => {
    expect(await requestOf(line)).toMatchObject({ LoadBalancerId: 'lb-1', Bandwidth: '5' });
  });

  it('accept a negative number as a value', async () => {
    const line = `${PORTABLE} --dry-run`.replace('listener create', 'slb tcp-listener create');
    const native = line
      .replace('--provider slb ', '')
      .replace('--region cn', '--region-id cn')
      .replace('--load-balancer ', '--load-balancer-id ')
      .replace('--protocol tcp ', '')
      .replace('--port ', '--listener-port ')
      .replace('--backend-port ', '--backend-server-port ');
    expect(await requestOf(`${native} --bandwidth -1`)).toMatchObject({ Bandwidth: '-1' });
  });

  it('accumulate if they are repeatable; otherwise the last one wins', async () => {
    const line = `${PORTABLE} --dry-run --bandwidth 1 --bandwidth 5 --tag a=b --tag c=d`;
    expect(await requestOf(line)).toMatchObject({
      Bandwidth: '5',
      'Tag.1.Key': 'a',
      'Tag.2.Key': 'c',
    });
  });

  it.each([
    ['--session-sticky', true],
    ['--session-sticky=true', true],
    ['--session-sticky true', true],
    ['--no-session-sticky', false],
    ['--session-sticky=false', false],
    ['--session-sticky false', false],
    ['--no-session-sticky --session-sticky', true],
  ])('%s is %s', async (words, expected) => {
    const sent = await requestOf(`${NATIVE} ${words} --dry-run`);
    expect(sent).toMatchObject({ session_sticky: expected });
  });
});

describe('a mistake', () => {
  it.each([
    ['', /^Usage: lbctl /, 0],
    ['listener', /^error: lbctl listener needs a subcommand: create, update,/],
    ['lisener', /^error: unknown command 'lisener'; did you mean listener\?\n/],
    ['listener lsit', /^error: unknown command 'lsit'; did you mean list\?\n/],
    ['listener list --watch=yes', /^error: --watch takes no value\n/],
    [
      'listener update web --shared --name x --provider elb --region eu-de',
      /^error: --shared is not supported by elb\n/,
    ],
    ['listener list --nmae web', /^error: unknown option '--nmae'; did you mean --name\?\n/],
    ['listener list web', /^error: too many arguments for 'list'/],
    ['listener show', /^error: missing required argument 'listener'\n/],
    ['listener list --profile', /^error: option '--profile <name>' argument missing\n/],
    ['listener create --name --port 80', /^error: --name needs a value, and --port is an option\n/],
    ['listener create --bandwidth -o tsv', /^error: option '--bandwidth .*' argument missing\n/],
    ['--wait=maybe listener list', /^error: --wait takes true or false, not "maybe"\n/],
    ['listener export --all --load-balancer lb-1', /^error: option '--all' cannot be used with/],
    ['listener list -o jsn', /^error: --output takes table, .*, not "jsn"; did you mean json/],
  ])('in "lbctl %s" is reported', async (line, message, code = 2) => {
    const ran = await run(line === '' ? [] : line.split(' '), { env: homeEnv(home) });
    expect(ran.code).toBe(code);
    expect(code === 0 ? ran.stdout : ran.stderr).toMatch(message);
  });

  it.each(['listener list --secret-key=hush', '--secret-key=hush listener list', '--x=hush'])(
    'does not print values of unknown options: %s',
    async (line) => {
      const { code, stderr } = await run(line.split(' '), { env });
      expect(code).toBe(2);
      expect(stderr).not.toContain('hush');
    },
  );
});

describe('help', () => {
  it.each([
    ['listener create --help', /^Usage: lbctl listener create \[options\]\n/],
    ['listener create --name web -h', /^Usage: lbctl listener create/],
    ['help listener create', /^Usage: lbctl listener create/],
    ['listener create --help', /\nGlobal Options:\n/],
    ['slb tcp-listener update --help', /\nExamples:\n {2}lbctl slb tcp-listener update /],
  ])('of "%s"', async (line, text) => {
    const { code, stdout } = await run(line.split(' '), { env });
    expect(code).toBe(0);
    expect(stdout).toMatch(text);
  });

  it('shows which clouds support a flag', async () => {
    const { stdout } = await run(['listener', 'create', '--help'], { env });
    expect(stdout).toMatch(/--bandwidth <[^>]*>[^[]*\[slb only\]/);
  });
});

it.each(['--version', '-V', 'listener list --version'])('lbctl %s', async (line) => {
  const { code, stdout } = await run(line.split(' '), { env });
  expect(code).toBe(0);
  expect(stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
});
