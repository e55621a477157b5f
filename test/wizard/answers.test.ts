import { describe, expect, it } from 'vitest';
import { homeEnv, scratch, spawnProgram } from '../program.ts';
import { KEYS, onTerminal, type Steps, type TerminalRun, through } from '../terminal.ts';

/* What the wizard takes for an answer, what it refuses, and how a user gets out of it. */

const env = homeEnv(scratch());
const SLB = 'lb-bp1o94dp5i6earr9g6d1l';
const ELB = '0b07acf06d243925bc24a0ac7445267a';
const ELBV3 = '098b2f68-af1c-41a9-8efd-69958722af62';
const OCTAVIA = '3f7c1ee0-6f3b-4f2f-9d5a-7f4d9c1c2a11';
const LAST = KEYS.down.repeat(12);
const GROUPS = 'More settings?';

function create(profile: string, rest: string): TerminalRun {
  return onTerminal(`listener create --profile sandbox-${profile} ${rest}`.split(' '), env);
}

async function run(line: string) {
  const done = await spawnProgram(line.split(' '), { env });
  expect(done.code, done.stderr).toBe(0);
  return done.stdout;
}

async function interrupted(at: TerminalRun): Promise<void> {
  at.type(KEYS.interrupt);
  expect(await at.exits()).toBe(130);
}

describe('a setting that a listener cannot have', () => {
  it.each([
    ['http', /Time-outs[\s\S]*HTTP {12}forwarded-headers\n/],
    ['tcp', /Time-outs {7}idle-timeout\n {2}Health check/],
  ])('is not offered for octavia %s listeners', async (protocol, menu) => {
    const words = `--load-balancer ${OCTAVIA} --protocol ${protocol} --port 8001 --interactive`;
    const at = create('octavia', words);
    await at.shows(menu);
    expect(at.screen).not.toContain('TLS');
    await interrupted(at);
  });

  it('is not offered when a listener is changed', async () => {
    await run(
      `listener create --profile sandbox-octavia --load-balancer ${OCTAVIA} --name ssh --protocol tcp --port 22`,
    );
    const at = onTerminal('listener update ssh --profile sandbox-octavia'.split(' '), env);
    await at.shows(/Change which settings\?[\s\S]*Access/);
    expect(at.screen).not.toContain('TLS');
    await interrupted(at);
  });

  it('is taken back, with the reason, when it was given as a flag', async () => {
    const words = `--load-balancer ${OCTAVIA} --protocol http --ca-certificate x --interactive`;
    const at = create('octavia', words);
    await through(at, [
      ['(--port)', `8002${KEYS.enter}`],
      [/--ca-certificate needs --certificate, which an? .*does not have[\s\S]*More settings/, ''],
    ]);
    await interrupted(at);
    expect(at.screen).not.toContain('(--certificate)');
  });

  it('is not offered if what it needs cannot be given either', async () => {
    const words = `octavia listener create --profile sandbox-octavia --loadbalancer-id ${OCTAVIA} --protocol HTTP --protocol-port 8004 --interactive`;
    const at = onTerminal(words.split(' '), env);
    await through(at, [
      [/\n {2}TLS {13}/, KEYS.down.repeat(5) + KEYS.enter],
      [/\(--client-authentication\)\n\u276f leave it unset\n {2}NONE\n\n/, ''],
    ]);
    await interrupted(at);
  });

  it('is not offered beside a backend group that was chosen', async () => {
    const pool = '7a9b2c51-0000-4000-8000-000000000001';
    const words = `--load-balancer ${OCTAVIA} --protocol http --port 8003 --backend-group ${pool} --interactive --no-preflight`;
    const at = create('octavia', words);
    await at.shows(/More settings\?[\s\S]*Backend {9}backend-group\n/);
    expect(at.screen).not.toContain('Health check');
    await interrupted(at);
  });
});

describe('an empty answer', () => {
  it.each(['slb', 'elb', 'elbv3', 'octavia'])(
    'is no load balancer on %s, and the protocol is always a choice',
    async (profile) => {
      const at = create(profile, '--name web');
      await through(at, [
        ['another one', LAST + KEYS.enter],
        [/one\u2026\n[\s\S]*\(--load-balancer\)/, KEYS.enter],
        ['--load-balancer is missing', ''],
      ]);
      const id = { slb: SLB, elb: ELB, elbv3: ELBV3, octavia: OCTAVIA }[profile];
      at.answer(`${id}`);
      await at.shows(/\(--protocol\)\n\u276f http\n {2}https\n {2}tcp\n {2}udp\n/);
      await interrupted(at);
    },
  );

  it('is no load balancer when the cloud cannot list them', async () => {
    const words = '--no-preflight --endpoint http://127.0.0.1:1 --timeout 1s --retries 0';
    const at = create('slb', words);
    await through(at, [
      [/cannot list the choices[\s\S]*\(--load-balancer\)/, KEYS.enter],
      ['--load-balancer is missing', ''],
    ]);
    await interrupted(at);
  });

  it('is no certificate where one is required, and the question says what it looks like', async () => {
    const at = create('octavia', `--load-balancer ${OCTAVIA} --protocol https --port 8443`);
    await through(at, [
      ['Server certificate, URI of a PKCS12 secret in the key manager (--cert', KEYS.enter],
      ['--certificate is missing', `https://keys.example/v1/secrets/1${KEYS.enter}`],
      [GROUPS, KEYS.enter],
      ['Create this listener?', `n${KEYS.enter}`],
    ]);
    expect(await at.exits()).toBe(130);
    // It runs as soon as it is created.
    expect(at.screen).not.toContain('Start the listener');
    expect(at.screen).not.toContain('sni-certificate  ');
  });

  it('can be chosen again when what it needs is not at hand', async () => {
    const at = create(
      'octavia',
      `--load-balancer ${OCTAVIA} --protocol http --port 8081 --interactive`,
    );
    await through(at, [
      [GROUPS, `Access${KEYS.enter}`],
      ['(--access)', `allow${KEYS.enter}`],
      [/empty to choose again \(--access-list\)/, KEYS.enter],
      ['(--access)', KEYS.enter],
      [GROUPS, KEYS.enter],
      ['Create this listener?', `n${KEYS.enter}`],
    ]);
    expect(await at.exits()).toBe(130);
  });

  it('keeps what is ticked beside another one that is typed', async () => {
    const words = `--load-balancer ${ELB} --protocol https --port 8443 --name web --algorithm round-robin --backend-port 80`;
    const at = create(
      'elb',
      `${words} --certificate 23ef9aad4ecb463580476d324a6c71af --interactive`,
    );
    await through(at, [
      [GROUPS, `TLS${KEYS.enter}`],
      ['(--certificate)', KEYS.enter],
      ['(--sni-certificate)', ` ${LAST} ${KEYS.enter}`],
      [/\(--sni-certificate\) \w{32}$/, `,3d8a7a02f87a40ed931b719edfe75451${KEYS.enter}`],
    ]);
    await at.shows('(--tls-policy)');
    await interrupted(at);
    expect(at.screen).toMatch(/--sni-certificate\) \w{32},3d8a7a02f87a40ed931b719edfe75451/);
  });

  it('empties a text that had a value', async () => {
    await run(
      `listener create --profile sandbox-elb --load-balancer ${ELB} --name old --description before --protocol http --port 90 --backend-port 80 --algorithm round-robin`,
    );
    const at = onTerminal('listener update old --profile sandbox-elb'.split(' '), env);
    await through(at, [
      ['Change which settings?', KEYS.down + KEYS.enter],
      ['(--port)', KEYS.enter],
      ['(--name) old', KEYS.clear + KEYS.enter],
      ['--name must be 1 to 64 characters', `old${KEYS.enter}`],
      ['(--description) before', KEYS.clear + KEYS.enter],
      ['Change which settings?', KEYS.enter],
      [/description {2}before \u2192 \(empty\)[\s\S]*Change this listener\?/, `y${KEYS.enter}`],
    ]);
    expect(await at.exits()).toBe(0);
    expect(at.screen).toContain("--description ''");
    const shown = JSON.parse(await run('listener show old --profile sandbox-elb -o json'));
    expect(shown.description ?? '').toBe('');
  });

  it('unsets what was typed before', async () => {
    const words = `--load-balancer ${SLB} --protocol tcp --port 91 --backend-port 1 --bandwidth 1 --name web --interactive`;
    const at = create('slb', words);
    await through(at, [
      [GROUPS, KEYS.down + KEYS.enter],
      ['(--port)', KEYS.clear + KEYS.enter],
      ['--port is missing', `91${KEYS.enter}`],
      ['(--name) web', KEYS.clear + KEYS.enter],
      ['(--bandwidth)', KEYS.enter],
      ['(--tag)', KEYS.enter],
      [GROUPS, KEYS.enter],
      ['Start the listener', `n${KEYS.enter}`],
      ['Create this listener?', `y${KEYS.enter}`],
    ]);
    expect(await at.exits()).toBe(0);
    expect(at.screen).toMatch(/lbctl listener create .*--port 91 --backend-port 1/);
    expect(at.screen).not.toContain('--name web\n');
  });
});

describe('a load balancer', () => {
  it('is refused at its question if it cannot be one', async () => {
    const at = create('elbv3', '--name web');
    await through(at, [
      ['another one', LAST + KEYS.enter],
      [/one\u2026\n[\s\S]*\(--load-balancer\)/, `z z${KEYS.enter}`],
      ['--load-balancer takes letters, digits', ''],
    ]);
    await interrupted(at);
  });

  it('is asked for again if the cloud does not know it', async () => {
    const at = create('elbv3', '--load-balancer zzz --protocol http');
    await through(at, [
      ['(--port)', `8080${KEYS.enter}`],
      [/zzz could not be found[\s\S]*\(--load-balancer\)/, KEYS.enter],
      [GROUPS, ''],
    ]);
    await interrupted(at);
  });
});

describe('questions', () => {
  it('cover the answers that count as healthy on slb', async () => {
    const words = `--load-balancer ${SLB} --protocol http --port 92 --backend-port 1 --bandwidth 1 --sticky-session off --health-check on --interactive`;
    const at = create('slb', words);
    await through(at, [[/Health check {4}health-check, .*health-check-codes/, KEYS.interrupt]]);
    expect(await at.exits()).toBe(130);
  });

  it.each<[string, string, Steps]>([
    [
      'octavia',
      'Access {10}access\n',
      [
        [
          /\(--access\)\n\u276f leave it unset\n {2}off\n {2}allow\n/,
          KEYS.down.repeat(2) + KEYS.enter,
        ],
        ['like 192.0.2.0/24, empty to choose again (--access-list)', `nobody${KEYS.enter}`],
        ['--access-list must be addresses like', `${KEYS.clear}10.0.0.0/8${KEYS.enter}`],
        [/Access {10}access, access-list/, ''],
      ],
    ],
    [
      'elbv3',
      'Access {10}access\n',
      [
        [
          /\(--access\)\n\u276f leave it unset\n {2}off\n {2}allow\n {2}deny/,
          KEYS.down + KEYS.enter,
        ],
        // Who is on a list does not matter while everyone may connect.
        [/\u2714 .*off[\s\S]*More settings\?/, ''],
      ],
    ],
  ])('cover who may connect on %s', async (profile, menu, steps) => {
    const id = profile === 'octavia' ? OCTAVIA : ELBV3;
    const at = create(profile, `--load-balancer ${id} --protocol http --port 93 --interactive`);
    await through(at, [[new RegExp(menu), LAST + KEYS.enter], ...steps]);
    await interrupted(at);
  });

  it('offer only backend groups that can serve the listener', async () => {
    const words = `--load-balancer ${ELBV3} --port 94 --interactive --protocol`;
    const tcp = create('elbv3', `${words} tcp`);
    await through(tcp, [
      [GROUPS, KEYS.down.repeat(2) + KEYS.enter],
      ['(--backend-protocol)', KEYS.enter],
      [/\(--backend-group\)[\s\S]*with-a-server, TCP/, ''],
    ]);
    await interrupted(tcp);
    const udp = create('elbv3', `${words} udp`);
    await through(udp, [
      [GROUPS, KEYS.down.repeat(2) + KEYS.enter],
      ['(--backend-protocol)', KEYS.enter],
      ['(--backend-group)', ''],
    ]);
    await interrupted(udp);
    expect(udp.screen).not.toContain('with-a-server');
  });

  it('come again about a backend group that was typed and cannot serve the listener', async () => {
    const groups = JSON.parse(await run('backend-group list --profile sandbox-elbv3 -o json'));
    const tcp = groups.find(({ protocol }: { protocol: string }) => protocol === 'TCP').id;
    const words = `--load-balancer ${ELBV3} --protocol udp --port 94 --interactive`;
    const at = create('elbv3', words);
    await through(at, [
      [GROUPS, KEYS.down.repeat(2) + KEYS.enter],
      ['(--backend-protocol)', KEYS.enter],
      ['(--backend-group)', tcp + KEYS.enter],
      [GROUPS, KEYS.enter],
      [
        /has TCP backends, and a UDP listener takes[\s\S]*empty to leave it unset \(--b/,
        KEYS.enter,
      ],
      ['Create this listener?', ''],
    ]);
    await interrupted(at);
  });

  it('say at once what an answer made necessary', async () => {
    const words = `--load-balancer ${SLB} --protocol http --port 95 --backend-port 1 --bandwidth 1 --health-check off --sticky-session off --interactive`;
    const at = create('slb', words);
    await through(at, [
      [GROUPS, KEYS.down.repeat(3) + KEYS.enter],
      ['(--sticky-session)', KEYS.down + KEYS.enter],
      [/its backend, 1s\u201324h, empty to choose again \(--sticky-timeout\)/, KEYS.enter],
      ['(--sticky-session)', `insert${KEYS.enter}`],
      ['empty to choose again (--sticky-timeout)', `5m${KEYS.enter}`],
      [GROUPS, ''],
    ]);
    await interrupted(at);
  });

  it('do the same for a health check on octavia, in units that people read', async () => {
    const words = `--load-balancer ${OCTAVIA} --protocol http --port 96 --algorithm source-ip --interactive`;
    const at = create('octavia', words);
    await through(at, [
      [GROUPS, KEYS.down.repeat(6) + KEYS.enter],
      ['(--health-check)', KEYS.down + KEYS.enter],
      [/\(--health-check-protocol\)\n\u276f tcp/, KEYS.enter],
      [/Time between two probes, 1s or more, .*\(--health-check-interval\)/, `5s${KEYS.enter}`],
      [/How long a probe may take, 0s\u20134s, .*\(--health-check-timeout\)/, ''],
    ]);
    await interrupted(at);
  });

  it.each([
    ['elbv3', ELBV3, 'tcp', 4, /silent connection stays open, 10s\u20134000s, empty/],
    ['octavia', OCTAVIA, 'http', 4, /silent connection stays open, 0s\u2013576h, empty/],
  ])('have the range that is accepted on %s', async (profile, id, protocol, down, range) => {
    const words = `--load-balancer ${id} --protocol ${protocol} --port 97 --interactive`;
    const at = create(profile, words);
    await through(at, [
      [GROUPS, KEYS.down.repeat(down) + KEYS.enter],
      [range, ''],
    ]);
    await interrupted(at);
  });

  it('ask for no commas where something is picked', async () => {
    const words = `--load-balancer ${ELBV3} --protocol http --port 98 --access allow --interactive`;
    const at = create('elbv3', words);
    await at.shows('Access control list (--access-list)');
    await interrupted(at);
  });
});

describe('a way out', () => {
  it('leads from each kind of backends back to the choice', async () => {
    const at = create('slb', `--load-balancer ${SLB} --protocol tcp --port 99 --bandwidth 1`);
    await through(at, [
      ['Where does the traffic go?', KEYS.down.repeat(2) + KEYS.enter],
      ['empty to choose again (--backend-pair)', KEYS.enter],
      ['Where does the traffic go?', KEYS.down + KEYS.enter],
      [/\(--backend-group\)[\s\S]*back\n/, LAST + KEYS.enter],
      ['Where does the traffic go?', KEYS.enter],
      ['(--backend-port)', `1${KEYS.enter}`],
      [GROUPS, ''],
    ]);
    await interrupted(at);
  });

  it('is the equivalent command if the cloud refuses', async () => {
    const words = `--load-balancer ${SLB} --protocol tcp --port 100 --bandwidth 1 --backend-pair none`;
    const at = create('slb', `${words} --interactive`);
    await through(at, [
      [GROUPS, KEYS.enter],
      ['Start the listener', `n${KEYS.enter}`],
      ['Create this listener?', `y${KEYS.enter}`],
    ]);
    expect(await at.exits()).not.toBe(0);
    expect(at.screen).toMatch(/lbctl listener create .*--backend-pair none[\s\S]*error: /);
  });

  it('is the equivalent command if the cloud refuses a change', async () => {
    await run(
      `listener create --profile sandbox-slb --load-balancer ${SLB} --protocol tcp --port 101 --bandwidth 1 --backend-port 1`,
    );
    const ref = `${SLB}/tcp/101`;
    const words = `listener update ${ref} --profile sandbox-slb --backend-group none --interactive`;
    const at = onTerminal(words.split(' '), env);
    await through(at, [
      ['Change which settings?', KEYS.enter],
      ['Change this listener?', `y${KEYS.enter}`],
    ]);
    expect(await at.exits()).not.toBe(0);
    expect(at.screen).toMatch(/lbctl listener update .*--backend-group none[\s\S]*error: /);
  });

  it.each([
    ['a choice', '', '(--protocol)'],
    ['a text', '--protocol tcp', '(--port)'],
  ])('is Ctrl-D at %s', async (_, flags, question) => {
    const at = create('slb', `--load-balancer ${SLB} ${flags}`.trimEnd());
    await through(at, [[question, '\u0004']]);
    expect(await at.exits()).toBe(130);
    expect(at.screen).toContain('interrupted');
  });
});
