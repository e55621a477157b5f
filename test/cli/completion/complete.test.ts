import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { describe, expect, it } from 'vitest';
import { SANDBOX_PROFILES } from '../../../src/profile/named.ts';
import { profilePath } from '../../../src/profile/store.ts';
import { homeEnv, run, scratch } from '../../program.ts';

/* The candidates and the directive of `lbctl __complete`. */

const home = scratch();
const env = homeEnv(home);

interface Offered {
  readonly values: readonly string[];
  readonly descriptions: Readonly<Record<string, string>>;
  readonly directive: string;
}

async function offered(words: readonly string[]): Promise<Offered> {
  const { code, stdout, stderr } = await run(['__complete', ...words], { env });
  expect(code).toBe(0);
  expect(stderr).not.toContain('error');
  const lines = stdout.split('\n').slice(0, -1);
  const pairs = lines.slice(0, -1).map((line) => line.split('\t'));
  return {
    values: pairs.map(([value = '']) => value),
    descriptions: Object.fromEntries(pairs),
    directive: lines.at(-1) ?? '',
  };
}

describe('completion offers', () => {
  it.each<[string, readonly string[], string?]>([
    ['lis', ['listener']],
    ['listener st', ['start', 'stop']],
    ['--profile sandbox-elb listener upd', ['update']],
    ['--profile=sandbox-elb listener upd', ['update']],
    ['elb ', ['listener']],
    ['slb udp-listener up', ['update']],
    ['listener create --load', ['--load-balancer']],
    ['listener create --dry-run --dry', []],
    ['listener create --tag a=b --ta', ['--tag']],
    ['listener validate --fi', ['--file']],
    ['elb listener create --sticky-session', ['--sticky-session-type']],
    ['elb listener create --no-session', ['--no-session-sticky']],
    ['elb listener create --session-sticky=', ['--session-sticky=true', '--session-sticky=false']],
    ['elb listener create --create', []],
    ['listener create --protocol ht', ['http', 'https']],
    ['listener create --profile sandbox-octavia --protocol ', ['http', 'https', 'tcp', 'udp']],
    ['listener create --provider slb --protocol ', ['http', 'https', 'tcp', 'udp']],
    [
      'listener create --profile sandbox-elb --protocol udp --sticky-session ',
      ['off', 'source-ip'],
    ],
    ['listener create --profile nosuch --protocol s', ['ssl']],
    ['listener create --protocol=ht', ['--protocol=http', '--protocol=https']],
    ['listener list -o j', ['json']],
    ['listener list --wait-timeout 5m --color a', ['auto', 'always']],
    ['listener create --forwarded-headers for,slb-i', ['for,slb-id', 'for,slb-ip'], ':nospace'],
    ['listener create --forwarded-headers for,fo', [], ':nospace'],
    ['listener show --profile sandbox-', SANDBOX_PROFILES],
    ['listener copy x --to-profile sandbox-e', ['sandbox-elb', 'sandbox-elbv3']],
    [
      'listener copy x --profile sandbox-elb --to-profile sandbox-slb --to-load-balancer lb-bp1o',
      ['lb-bp1o94dp5i6earr9g6d1l'],
    ],
    [
      'listener copy --all --to-profile sandbox-slb --profile sandbox-elb --load-balancer a65',
      ['a650695bb9344a3fa24dec344116d261'],
    ],
    [
      'listener copy x --profile sandbox-elb --to-profile sandbox-slb --certificate idkp-123-cn-test-02',
      ['idkp-123-cn-test-02'],
    ],
    ['explain elb/session-sticky-needs', ['elb/session-sticky-needs-roundrobin']],
    ['help ex', ['exit-codes']],
    ['help exit-codes ', []],
    ['completion ', ['bash', 'zsh', 'fish', 'powershell']],
    ['listener validate -f ', [], ':files'],
    ['elb listener create --from-file=bo', [], ':files'],
    ['sandbox status --state ', [], ':files'],
    ['profile set prod --ca-file ', [], ':files'],
    ['profile set prod --oidc-token-file=to', [], ':files'],
    ['listener create --name ', []],
    ['listener apply -f man', [], ':files'],
    ['slb tcp-listener create --from-file ', [], ':files'],
    ['explain --', ['--list', '--output', '--query', '--help']],
    ['completion --', ['--help']],
    ['listener ls --sta', ['--status']],
    ['listener list --columns ref,na', ['ref,name']],
    ['listener list --sort upd', ['updated']],
    ['listener list --provider slb --region cn-hangzhou-', ['cn-hangzhou-finance']],
    ['slb listener list --region cn-sha', ['cn-shanghai', 'cn-shanghai-finance-1']],
    ['elb listener list --region eu-n', ['eu-nl']],
    ['elb listener create --ssl-protocols ', ['TLSv1.2', 'TLSv1.2 TLSv1.1 TLSv1']],
    [
      'slb http-listener create --health-check-http-code http_2xx,http_3',
      ['http_2xx,http_3xx'],
      ':nospace',
    ],
    ['profile delete sandbox-', []],
    ['profile show sandbox-s', ['sandbox-slb']],
    ['load-balancer ', ['list', 'show']],
    ['load-balancer show --profile sandbox-elb a65', ['a650695bb9344a3fa24dec344116d261']],
    ['listener list --filter stat', ['status']],
    ['listener list ', []],
    ['nonsense ', []],
    ['listener create --nonsense=', []],
  ])('after "lbctl %s" %j', async (line, values, directive = ':words') => {
    const found = await offered(line.split(' '));
    if (line !== 'elb ' && line !== 'nonsense ') expect(found.values).toEqual(values);
    else expect(found.values).toEqual(expect.arrayContaining([...values]));
    expect(found.directive).toBe(directive);
  });

  it('options with their descriptions', async () => {
    const { descriptions } = await offered(['listener', 'list', '-']);
    expect(descriptions).toMatchObject({
      '--load-balancer': 'load balancer that the listener belongs to',
      '--help': 'print help',
    });
  });

  it('no hidden options', async () => {
    const { values } = await offered(['slb', 'https-listener', 'update', '--']);
    expect(values).toContain('--bandwidth');
    expect(values).not.toContain('--backend-server-port');
  });

  it('resources of the cloud', async () => {
    const balancer = '0b07acf06d243925bc24a0ac7445267a';
    const line = ['listener', 'create', '--profile', 'sandbox-elb', '--load-balancer'];
    expect((await offered([...line, '0b'])).values).toContain(balancer);
    expect((await offered([...line.slice(0, 4), '--load-balancer=0b'])).values).toContain(
      `--load-balancer=${balancer}`,
    );
    const certificates = await offered([
      ...'listener create --profile sandbox-slb --certificate idkp-123-cn-test-01'.split(' '),
    ]);
    expect(certificates.descriptions).toEqual({
      'idkp-123-cn-test-01':
        'certificate-1, shop.example.com, www.shop.example.com, 2034-12-31T23:59:59Z',
    });
    const groups = await offered([
      ...'listener create --profile sandbox-slb --load-balancer lb-bp13jaf5qli5xmgl1miup --backend-group'.split(
        ' ',
      ),
      '',
    ]);
    expect(groups.descriptions).toEqual({ 'rsp-bp1shared000001': 'group-4' });
    const all = await offered([
      ...'listener create --profile sandbox-slb --backend-group'.split(' '),
      '',
    ]);
    expect(all.values.length).toBeGreaterThan(1);
    const native = 'elb listener create --profile sandbox-elb --loadbalancer-id '.split(' ');
    expect((await offered(native)).values).toContain(balancer);
  });
});

describe('completion prints no errors', () => {
  it.each([
    'listener show --profile nobody ',
    'listener show --provider elb --endpoint http://127.0.0.1:1 ',
    'listener show --provider elb --endpoint nonsense ',
  ])('if the cloud is unreachable: lbctl %s', async (line) => {
    expect(await offered(line.split(' '))).toMatchObject({ values: [], directive: ':words' });
  });

  it('if the profiles cannot be read', async () => {
    mkdirSync(dirname(profilePath(env)), { recursive: true });
    writeFileSync(profilePath(env), '{');
    expect(await offered(['listener', 'list', '--profile', ''])).toMatchObject({ values: [] });
  });

  it('without words', async () => {
    expect((await offered([])).values).toContain('listener');
  });
});
