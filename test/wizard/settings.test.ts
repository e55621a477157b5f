import { describe, expect, it } from 'vitest';
import { homeEnv, scratch, spawnProgram } from '../program.ts';
import { KEYS, onTerminal, type TerminalRun } from '../terminal.ts';

/* What the wizard asks, in which order, and with which choices, on a pseudo-terminal. */

const env = homeEnv(scratch());
const SLB = 'lb-bp1o94dp5i6earr9g6d1l';
const ELB = '0b07acf06d243925bc24a0ac7445267a';
const SPACE = ' ';

/** Answers one question after the other. */
async function through(at: TerminalRun, steps: readonly (readonly [string | RegExp, string])[]) {
  for (const [question, keys] of steps) {
    await at.shows(question);
    at.type(keys);
  }
}

describe('the questions of listener create', () => {
  it.each<[string, string, readonly (readonly [string | RegExp, string])[]]>([
    [
      'slb',
      'listener create --profile sandbox-slb --bandwidth 10 --health-check off --protocol https',
      [
        ['(--load-balancer)', KEYS.enter],
        ['Port that clients connect to, 1\u201365535 (--port)', `4430${KEYS.enter}`],
        ['Where does the traffic go?', KEYS.enter],
        ['(--backend-port)', `80${KEYS.enter}`],
        [/\(--sticky-session\)\n\u276f off\n {2}insert\n {2}rewrite\n\n/, KEYS.enter],
        [/\(--certificate\)\n\u276f idkp-123-cn-test-01 {2}certificate-1/, KEYS.enter],
        ['More settings?', KEYS.interrupt],
      ],
    ],
    [
      'slb http, which may redirect',
      `listener create --profile sandbox-slb --protocol http --load-balancer ${SLB}`,
      [
        ['(--port)', `8080${KEYS.enter}`],
        [/--backend-port\)\n.*--backend-group\)\n.*--redirect-to\)\n\n/, KEYS.interrupt],
      ],
    ],
    [
      'elb, in its own parameters',
      'elb listener create --profile sandbox-elb --name dns --lb-algorithm source',
      [
        ['(--loadbalancer-id)', KEYS.enter],
        [/\(--protocol\)\n\u276f HTTP\n/, KEYS.down.repeat(4) + KEYS.enter],
        ['(--port)', `53${KEYS.enter}`],
        [
          /--backend-protocol UDP: the only value that fits[\s\S]*\(--backend-port\)/,
          KEYS.interrupt,
        ],
      ],
    ],
    [
      'elbv3',
      'listener create --profile sandbox-elbv3 --name web',
      [
        [/\(--load-balancer\)[\s\S]*dedicated, 10\.0\.0\.10/, KEYS.enter],
        ['(--protocol)', KEYS.enter],
        ['(--port)', KEYS.interrupt],
      ],
    ],
  ])('come in one order, with units, ranges and what fits: %s', async (_, line, steps) => {
    const at = onTerminal(line.split(' '), env);
    await through(at, steps);
    expect(await at.exits()).toBe(130);
  });

  it('offer a server group in place of a port, and all other settings by group', async () => {
    const line = `listener create --profile sandbox-slb --load-balancer ${SLB} --protocol https --port 443 --bandwidth unlimited --sticky-session off --certificate idkp-123-cn-test-01 --health-check on`;
    const at = onTerminal(line.split(' '), env);
    await through(at, [
      ['Where does the traffic go?', KEYS.down + KEYS.enter],
      [/\(--backend-group\)[\s\S]*rsp-cige6j5e7p {2}group-1/, KEYS.enter],
      [
        /Listener {8}port[\s\S]*Sticky session[\s\S]*Time-outs[\s\S]*TLS[\s\S]*HTTP[\s\S]*Health check[\s\S]*Access {10}access\n/,
        KEYS.down + KEYS.enter,
      ],
      // Today's answer is there to be edited.
      [/\(--port\) 443/, `${KEYS.clear}444${KEYS.enter}`],
      ['(--name)', `web${KEYS.enter}`],
      ['(--bandwidth) unlimited', KEYS.enter],
      ['Tag of the listener, key=value, comma-separated', `team=a, stage=test${KEYS.enter}`],
      ['More settings?', KEYS.down.repeat(6) + KEYS.enter],
      ['(--http2)', KEYS.down + KEYS.enter],
      ['(--gzip)', KEYS.enter],
      ['(--forwarded-headers)', `${SPACE}${KEYS.down}${SPACE}${KEYS.enter}`],
      ['More settings?', KEYS.down.repeat(8) + KEYS.enter],
      [/\(--access\)\n\u276f leave it unset\n {2}off\n {2}allow\n {2}deny/, KEYS.down.repeat(3)],
      ['deny', KEYS.enter],
      [/\(--access-list\)\n\u276f?\s*\S+ acl-/, `${SPACE}${KEYS.enter}`],
      ['More settings?', KEYS.enter],
      ['Start the listener', `n${KEYS.enter}`],
      ['Create this listener?', `y${KEYS.enter}`],
    ]);
    expect(await at.exits()).toBe(0);
    const created = /^ {2}lbctl (listener create .*)$/m.exec(at.screen)?.[1] ?? '';
    expect(created).toContain('--port 444');
    expect(created).toContain('--name web');
    expect(created).toContain('--backend-group rsp-cige6j5e7p');
    expect(created).toContain('--http2 on');
    expect(created).toContain('--forwarded-headers for,slb-id');
    expect(created).toMatch(/--access deny --access-list acl-\S+/);
    expect(created).toContain('--tag team=a --tag stage=test');
    expect(created).not.toContain('--gzip');
  });

  it('leave out what has no effect, and ask what an answer makes necessary', async () => {
    const line = `listener create --profile sandbox-elb --load-balancer ${ELB} --protocol http --port 81 --name a --backend-port 80 --algorithm round-robin --interactive`;
    const at = onTerminal(line.split(' '), env);
    await through(at, [
      // Without a sticky session its time-out has no effect.
      [/Sticky session {2}sticky-session\n/, KEYS.down.repeat(3) + KEYS.enter],
      [/\(--sticky-session\)\n\u276f leave it unset\n {2}off\n {2}insert\n\n/, KEYS.down.repeat(2)],
      ['insert', KEYS.enter],
      ['How long a client stays on its backend, 1m\u201324h', `2h${KEYS.enter}`],
      [/Sticky session {2}sticky-session, sticky-timeout\n/, KEYS.enter],
      ['Create this listener?', `n${KEYS.enter}`],
    ]);
    expect(await at.exits()).toBe(130);
    const listed = await spawnProgram('listener list --profile sandbox-elb -o id'.split(' '), {
      env,
    });
    expect(listed.stdout).toBe('');
  });
});
