import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { KEYS, onTerminal, through } from '../terminal.ts';
import { homes, PROFILES } from './home.ts';

const home = homes();

describe('on a terminal', () => {
  it('profile set prompts for missing settings, without showing secrets', async () => {
    const made = home();
    const at = onTerminal(['profile', 'set', 'prod'], made.env);
    await at.shows('Which cloud?');
    at.type(KEYS.enter);
    await at.shows('Region');
    at.answer('eu-de');
    await at.shows('Authentication method');
    at.type(KEYS.enter);
    await at.shows('Access key id');
    at.answer('AK');
    await at.shows('Secret key');
    at.answer('SK-MARK');
    expect(await at.exits()).toBe(0);
    expect(at.screen).not.toContain('SK-MARK');
    expect(JSON.parse(readFileSync(made.profileFile, 'utf8')).profiles.prod).toEqual({
      provider: 'elb',
      region: 'eu-de',
      accessKey: 'AK',
      secretKey: 'SK-MARK',
    });
  });

  it('profile set offers the regions of the cloud, and takes others', async () => {
    const made = home();
    const at = onTerminal(['profile', 'set', 'lab', '--provider', 'elb'], made.env);
    await through(at, [
      [/Region[\s\S]*eu-de/, `another${KEYS.enter}`],
      ['Region', `lab-1${KEYS.enter}`],
      ['Authentication method', `none${KEYS.enter}`],
    ]);
    expect(await at.exits()).toBe(0);
    expect(JSON.parse(readFileSync(made.profileFile, 'utf8')).profiles.lab).toEqual({
      provider: 'elb',
      region: 'lab-1',
    });
  });

  it('profile set asks where the identity service of an OpenStack cloud is', async () => {
    const made = home();
    const at = onTerminal(['profile', 'set', 'lab', '--provider', 'octavia'], made.env);
    await through(at, [
      ['Region (optional)', KEYS.enter],
      ['Authentication method', `user id${KEYS.enter}`],
      ['User id', `u1${KEYS.enter}`],
      ['Password', `PW-MARK${KEYS.enter}`],
      ['Project name (optional)', `demo${KEYS.enter}`],
      ['Identity endpoint', KEYS.enter],
      ['a value is required', `https://keystone.example/v3${KEYS.enter}`],
    ]);
    expect(await at.exits()).toBe(0);
    expect(at.screen).not.toContain('PW-MARK');
  });

  it('profile set changes nothing when interrupted', async () => {
    const made = home();
    const at = onTerminal(['profile', 'set', 'prod', '--provider', 'slb'], made.env);
    await at.shows('Region');
    at.type(KEYS.interrupt);
    expect(await at.exits()).toBe(130);
    expect(existsSync(made.profileFile)).toBe(false);
  });

  it('profile delete asks for confirmation', async () => {
    const made = home({ [PROFILES]: { profiles: { prod: { provider: 'elb' } } } });
    const at = onTerminal(['profile', 'delete', 'prod'], made.env);
    await at.shows('Delete profile prod');
    at.answer('n');
    expect(await at.exits()).toBe(130);
    expect(readFileSync(made.profileFile, 'utf8')).toContain('prod');
  });
});
