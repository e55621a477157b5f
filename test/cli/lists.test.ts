import { beforeAll, describe, expect, it } from 'vitest';
import { homeEnv, type RunOptions, run, scratch } from '../program.ts';
import { KEYS, onTerminal } from '../terminal.ts';

/* Order, filters, watching and formats of a list of listeners. */

const env = homeEnv(scratch());
const LB = '0b07acf06d243925bc24a0ac7445267a';

const elb = (line: string, options: RunOptions = {}) =>
  run([...line.split(' '), '--profile', 'sandbox-elb'], { env, ...options });

beforeAll(async () => {
  for (const [name, port, more] of [
    ['web-b', 9000, '--idle-timeout 5m'],
    ['web-a', 80, '--idle-timeout 1m'],
    ['ssh', 22, ''],
  ] as const) {
    const { code, stderr } = await elb(
      `listener create --load-balancer ${LB} --name ${name} --protocol tcp --port ${port} --backend-port 80 --algorithm round-robin ${more}`.trim(),
    );
    expect(code, stderr).toBe(0);
  }
});

describe('listener list', () => {
  it.each([
    ['--sort port', 'ssh web-a web-b'],
    ['--sort -port', 'web-b web-a ssh'],
    ['--sort protocol,name', 'ssh web-a web-b'],
    ['--filter name=web-* --sort name', 'web-a web-b'],
    ['--filter name!=web-*', 'ssh'],
    ['--filter idleTimeout=300', 'web-b'],
    ['--filter idle-timeout=1m --sort port', 'ssh web-a'],
    ['--filter status=running --filter port=22', 'ssh'],
    ['--filter description= --sort port', 'ssh web-a web-b'],
  ])('%s', async (words, names) => {
    const { code, stdout, stderr } = await elb(`listener list ${words} --columns name`);
    expect(code, stderr).toBe(0);
    expect(stdout.trim().split('\n')).toEqual(names.split(' '));
  });

  it('has filters and order in the native command too', async () => {
    const { stdout } = await elb('elb listener ls --filter port=80 --columns name');
    expect(stdout).toBe('web-a\n');
  });

  it.each([
    ['--sort prt', 'unknown column "prt"; did you mean port'],
    ['--filter colour=red', '--filter: unknown column "colour"'],
    ['--filter web', '--filter takes column=value, not "web"'],
    ['--watch -o json', '--watch cannot be used with -o json'],
  ])('%s is refused', async (words, message) => {
    const { code, stderr } = await elb(`listener list ${words}`);
    expect([code, stderr]).toEqual([2, expect.stringContaining(message)]);
  });

  it('draws a query as a table', async () => {
    const line = ['listener', 'list', '--profile', 'sandbox-elb', '-o', 'table', '--query'];
    const objects = await run([...line, "sort_by([], &name)[].{name: name, 'p': port}"], { env });
    expect(objects.code).toBe(2);
    const { stdout } = await run([...line, 'sort_by([], &name)[].{name: name, where: port}'], {
      env,
    });
    expect(stdout).toBe('NAME   WHERE\nssh    22\nweb-a  80\nweb-b  9000\n');
    const scalars = await run([...line, 'sort([].name)'], { env });
    expect(scalars.stdout).toBe('ssh\nweb-a\nweb-b\n');
  });

  it('begins with headings on request', async () => {
    const { stdout } = await elb('listener list --headers --columns name,port --filter port=22');
    expect(stdout).toBe('NAME\tPORT\nssh\t22\n');
  });

  it('watches until it is interrupted, which is no failure', async () => {
    const interruption = new AbortController();
    setTimeout(() => interruption.abort(), 500);
    const { code, stdout } = await elb('listener list --watch --columns name --sort name', {
      interrupt: interruption.signal,
    });
    expect([code, stdout]).toEqual([0, 'ssh\nweb-a\nweb-b\n']);
  });

  it('watches on a terminal: as many lines as fit, drawn anew', async () => {
    const line = 'listener list --watch --columns name,port --sort name --profile sandbox-elb';
    const at = onTerminal(line.split(' '), env, { rows: 5 });
    await at.shows(/3 listeners at \d{4}-\S+Z, every 2 s; Ctrl-C ends\s+NAME +PORT\s+ssh +22/);
    await at.shows('\u2026 and 2 more lines');
    at.type(KEYS.interrupt);
    expect(await at.exits()).toBe(0);
    expect(at.screen).not.toContain('web-b');
    expect(at.raw).toMatch(/\n\S*$/);
  });

  it('leaves out how long ago it was before it leaves out a column', async () => {
    const line = 'listener list --columns name,created,updated --filter name=ssh';
    const roomy = await elb(line, { terminal: 'stdout', columns: 120 });
    expect(roomy.stdout).toMatch(/ssh +\S+Z \(.*\) +\S+Z \(.*\)\n/);
    const narrow = await elb(line, { terminal: 'stdout', columns: 60 });
    expect(narrow.stdout).toMatch(/ssh +\S+Z {2}\S+Z\n/);
  });

  it('shows times in ISO 8601, with their age on a terminal', async () => {
    const plain = await elb('listener show ssh --columns created');
    expect(plain.stdout).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ\n$/);
    const { stdout } = await elb('listener show ssh', { terminal: 'stdout' });
    expect(stdout).toMatch(/created +\S+Z \(.*(ago|now)\)/);
  });
});

describe('a wrong output option', () => {
  const create = `listener create --load-balancer ${LB} --name not-made --protocol tcp --port 4000 --backend-port 80 --algorithm round-robin`;

  it.each([
    [`${create} --columns port,nosuch`, 'unknown column "nosuch"'],
    [`${create} --query [`, 'invalid --query expression'],
    ['listener update ssh --description changed --columns nosuch', 'unknown column'],
    ['elb listener update ssh --description changed --query name=', 'invalid --query'],
    ['listener delete ssh --yes --columns nosuch', 'unknown column'],
  ])('is found before anything is sent: %s', async (line, message) => {
    const before = await elb('listener list -o json');
    const { code, stdout, stderr } = await elb(line);
    expect([code, stdout, stderr]).toEqual([2, '', expect.stringContaining(message)]);
    expect((await elb('listener list -o json')).stdout).toBe(before.stdout);
  });
});

describe('a wrong turn', () => {
  it.each([
    ['elb listener start web', 'use lbctl listener start web --provider elb'],
    ['elbv3 listener stop web', 'hint: listeners cannot be started or stopped on elbv3: they run'],
    ['elbv3 listener start web', 'they run as long as they exist\n'],
    ['elbv3 listener validate a.yaml', 'use lbctl listener validate -f a.yaml'],
    ['slb listener create', 'use lbctl slb http-listener create, lbctl slb https-listener create'],
    ['listener validate listeners.yaml', 'use -f listeners.yaml'],
    ['profile set --secret-key hush', '--secrets-stdin'],
    ['create', 'use lbctl listener create'],
    ['validate listeners.yaml', 'use lbctl listener validate -f listeners.yaml\n'],
    ['explain --port', 'use lbctl explain port\n'],
  ])('lbctl %s: %s', async (line, hint) => {
    const { code, stderr } = await run(line.split(' '), { env });
    expect([code, stderr]).toEqual([2, expect.stringContaining(hint)]);
    expect(stderr).not.toContain('hush');
  });

  it.each([
    ['listener describe nosuch', 'see: lbctl listener list --profile sandbox-elb\n'],
    ['elb listener get nosuch', 'see: lbctl listener list --profile sandbox-elb\n'],
    ['listener rm nosuch --yes', 'see: lbctl listener list --profile sandbox-elb\n'],
    ['load-balancer show nosuch', 'see: lbctl load-balancer list --profile sandbox-elb\n'],
  ])('lbctl %s: a hint that works when it is pasted', async (line, hint) => {
    const { code, stderr } = await elb(line);
    expect([code, stderr]).toEqual([4, expect.stringContaining(hint)]);
    const withVariable = { ...env, LBCTL_PROFILE: 'sandbox-elb' };
    const again = await run(line.split(' '), { env: withVariable });
    expect([again.code, again.stderr]).toEqual([4, expect.stringContaining(hint)]);
    const command = hint.trim().replace('see: lbctl ', '').split(' ');
    expect((await run(command, { env })).code).toBe(0);
  });

  it.each([
    [
      'listener create --protocol tcp',
      '--port is missing; it takes 1\u201365535, for example --port',
    ],
    [
      'listener create',
      '--protocol is missing; it takes http, https, tcp, udp or ssl, for example',
    ],
    ['listener create', 'see the ids with: lbctl load-balancer list --profile sandbox-elb\n'],
    ['elb listener create', '--lb-algorithm is missing; it takes roundrobin, leastconn or source'],
  ])('lbctl %s says what may be given: %s', async (line, message) => {
    const { code, stderr } = await elb(line);
    expect([code, stderr]).toEqual([2, expect.stringContaining(message)]);
  });
});
