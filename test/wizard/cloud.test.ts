import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { homes, PROFILES } from '../profile/home.ts';
import { KEYS, onTerminal } from '../terminal.ts';

/* Which cloud a new listener is for, on a pseudo-terminal. */

const home = homes();

/** Selects the last choice of a list. */
const LAST = KEYS.down.repeat(12) + KEYS.enter;

describe('listener create without a cloud', () => {
  it('asks for it first, whatever flags were given, and then for the load balancer', async () => {
    const at = onTerminal(['listener', 'create', '--protocol', 'udp', '--name', 'dns'], home().env);
    await at.shows(/Which cloud\?[\s\S]*sandbox-elb[\s\S]*sandbox-slb[\s\S]*set up a new profile/);
    at.type(KEYS.enter);
    await at.shows(/--load-balancer[\s\S]*192\.0\.2\.10/);
    at.type(KEYS.enter);
    await at.shows('Port that clients connect to, 1\u201365535 (--port)');
    at.answer('53');
    await at.shows('--backend-port');
    at.answer('53');
    await at.shows('--algorithm');
    at.type(KEYS.enter);
    await at.shows('More settings?');
    at.type(KEYS.enter);
    await at.shows('Create this listener?');
    at.answer('y');
    expect(await at.exits()).toBe(0);
    expect(at.screen).toContain('lbctl listener create --profile sandbox-elb --load-balancer');
  });

  it('offers the profiles that exist before the sandboxes', async () => {
    const made = home({
      [PROFILES]: { profiles: { prod: { provider: 'slb', region: 'cn-hangzhou' } } },
    });
    const at = onTerminal(['listener', 'create', '--dry-run'], made.env);
    await at.shows(/prod {2}slb, cn-hangzhou[\s\S]*sandbox-elb/);
    // A dry run saves no profile.
    expect(at.screen).not.toContain('set up');
    at.type(KEYS.interrupt);
    expect(await at.exits()).toBe(130);
  });

  it('offers a cloud whose account is in the environment', async () => {
    const made = home();
    const account = {
      ALIBABA_CLOUD_ACCESS_KEY_ID: 'AK',
      ALIBABA_CLOUD_ACCESS_KEY_SECRET: 'SK-MARK',
    };
    const line = ['listener', 'create', '--dry-run', '--no-preflight', '--region', 'cn-hangzhou'];
    const at = onTerminal([...line, '--endpoint', 'http://127.0.0.1:1'], {
      ...made.env,
      ...account,
    });
    await at.shows(/\u276f slb {2}Alibaba Cloud SLB .*, with the account[\s\S]*sandbox-elb/);
    at.type(KEYS.enter);
    await at.shows(/cannot list the choices[\s\S]*\(--load-balancer\)/);
    at.type(KEYS.interrupt);
    expect(await at.exits()).toBe(130);
    expect(at.screen).not.toContain('SK-MARK');
  });

  it('sets up a profile, and goes on with it', async () => {
    const made = home({ [PROFILES]: { profiles: { prod: { provider: 'slb' } } } });
    const at = onTerminal(['listener', 'create'], made.env);
    await at.shows('Which cloud?');
    at.type(LAST);
    await at.shows('Name of the new profile');
    at.answer('prod');
    await at.shows('profile prod already exists');
    at.answer(`${KEYS.clear}new`);
    await at.shows('Which cloud?');
    at.type(KEYS.enter);
    await at.shows('Region');
    at.answer('eu-de');
    await at.shows('Authentication method');
    at.type(LAST);
    await at.shows('--load-balancer');
    at.type(KEYS.interrupt);
    expect(await at.exits()).toBe(130);
    expect(JSON.parse(readFileSync(made.profileFile, 'utf8')).profiles.new).toEqual({
      provider: 'elb',
      region: 'eu-de',
    });
  });

  it.each([
    ['a default profile', {}, { current: 'sandbox-elb' }],
    ['LBCTL_PROVIDER', { LBCTL_PROVIDER: 'elb' }, {}],
  ])('does not ask with %s', async (_, more, file) => {
    const made = home({ [PROFILES]: file });
    const at = onTerminal(['listener', 'create'], { ...made.env, ...more });
    await at.shows('--load-balancer');
    expect(at.screen).not.toContain('Which cloud?');
    at.type(KEYS.interrupt);
    expect(await at.exits()).toBe(130);
  });

  it('fails without a terminal to ask on', async () => {
    const at = onTerminal(['listener', 'create', '--no-input'], home().env);
    expect(await at.exits()).toBe(2);
    expect(at.screen).toContain('no cloud selected');
  });
});
