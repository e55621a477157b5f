import { type ChildProcess, spawn } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rolldown } from 'rolldown';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../src/sandbox/server.ts';
import { readState, resetState, summary, writeState } from '../../src/sandbox/state/file.ts';
import { bulkId, newState } from '../../src/sandbox/state/seed.ts';
import { acquireLock } from '../../src/storage/lock.ts';
import { acs3, elb } from './clients.ts';

let folder: string;
let file: string;
const open: Sandbox[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sandbox-'));
  file = join(folder, 'deep', 'state.json');
});
afterEach(async () => {
  await Promise.all(open.splice(0).map((sandbox) => sandbox.close()));
  rmSync(folder, { recursive: true });
});

async function start(options: Parameters<typeof startSandbox>[0] = {}): Promise<Sandbox> {
  const sandbox = await startSandbox({ stateFile: file, ...options });
  open.push(sandbox);
  return sandbox;
}

function elbListener(loadBalancer: string, port: number) {
  return {
    name: `l${port}`,
    loadbalancer_id: loadBalancer,
    protocol: 'TCP',
    port,
    backend_protocol: 'TCP',
    backend_port: port,
    lb_algorithm: 'roundrobin',
  };
}

function slbListener(loadBalancer: string, port: number) {
  return {
    LoadBalancerId: loadBalancer,
    ListenerPort: String(port),
    Bandwidth: '-1',
    BackendServerPort: '80',
  };
}

describe('the state file', () => {
  it('is kept between servers, whole', async () => {
    const first = await start();
    const made = await elb(first.url, 'listeners', {
      method: 'POST',
      body: elbListener('0b07acf06d243925bc24a0ac7445267a', 80),
    });
    await acs3(first.url, 'CreateLoadBalancerTCPListener', {
      ...slbListener('lb-bp1o94dp5i6earr9g6d1l', 443),
      'Tag.1.Key': 'a',
    });
    const shown = (await elb(first.url, `listeners/${made.body.id}`)).body;
    await first.close();
    const second = await start();
    expect((await elb(second.url, `listeners/${made.body.id}`)).body).toEqual(shown);
    const list = await acs3(second.url, 'DescribeLoadBalancerListeners');
    expect(list.body.Listeners[0]).toMatchObject({ ListenerPort: 443, Tags: [{ TagKey: 'a' }] });
    expect(summary(file)).toMatchObject({
      exists: true,
      elb: { loadBalancers: 5, listeners: 1 },
      elbv3: { loadBalancers: 4, certificates: 7, listeners: 0 },
      slb: { loadBalancers: 5, listeners: 1 },
    });
    await resetState(file);
    expect(summary(file).elb.listeners).toBe(0);
    expect((await elb(second.url, 'listeners')).text).toBe('{}');
  });

  it('is private', async () => {
    await resetState(file);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(statSync(join(folder, 'deep')).mode & 0o777).toBe(0o700);
    expect(readdirSync(join(folder, 'deep'))).toEqual(['state.json']);
  });

  it('is not created by reading', async () => {
    const { url } = await start();
    await elb(url, 'listeners');
    expect(existsSync(file)).toBe(false);
    expect(summary(file).exists).toBe(false);
  });

  it.each(['{"format":1,', '{}', '{"format":1,"elb":{},"slb":{}}', ''])(
    'that is damaged (%s) is named and left alone',
    async (text) => {
      const sandbox = await start();
      writeFileSync(file, text);
      await expect(startSandbox({ stateFile: file })).rejects.toThrow(file);
      expect(() => summary(file)).toThrow('is damaged');
      const answer = await elb(sandbox.url, 'listeners', {
        method: 'POST',
        body: elbListener('0b07acf06d243925bc24a0ac7445267a', 80),
      });
      expect(answer.status).toBe(500);
      expect(answer.body.error.message).toContain(file);
      expect((await acs3(sandbox.url, 'DescribeLoadBalancerListeners')).body.Message).toContain(
        file,
      );
      expect(readFileSync(file, 'utf8')).toBe(text);
      await resetState(file);
      expect((await elb(sandbox.url, 'listeners')).status).toBe(200);
    },
  );

  it('that is damaged in one record is refused too', async () => {
    const { url } = await start();
    await acs3(url, 'CreateLoadBalancerTCPListener', slbListener('lb-bp1o94dp5i6earr9g6d1l', 443));
    writeFileSync(file, readFileSync(file, 'utf8').replace('"port":443', '"port":"443"'));
    expect(() => readState(file)).toThrow('is damaged');
  });

  it('that cannot be written or read is named', async () => {
    const { url } = await start();
    mkdirSync(`${file}.tmp`);
    const body = elbListener('0b07acf06d243925bc24a0ac7445267a', 80);
    const refused = await elb(url, 'listeners', { method: 'POST', body });
    expect(refused.status).toBe(500);
    expect(refused.body.error.message).toContain(`cannot write the sandbox state file ${file}`);
    expect((await elb(url, 'listeners')).text).toBe('{}');
    mkdirSync(file);
    const unreadable = await elb(url, 'listeners');
    expect(unreadable.body.error.message).toContain(`cannot read the sandbox state file ${file}`);
  });
});

describe('the lock', () => {
  const lock = () => join(folder, 'lock');

  it('is exclusive', async () => {
    let inside = 0;
    let most = 0;
    await Promise.all(
      Array.from({ length: 20 }, async () => {
        const held = await acquireLock(lock());
        inside += 1;
        most = Math.max(most, inside);
        await new Promise((resolve) => setTimeout(resolve, 2));
        inside -= 1;
        held.release();
      }),
    );
    expect(most).toBe(1);
    expect(existsSync(lock())).toBe(false);
  });

  it('is taken over from a dead process', async () => {
    const child = spawn(process.execPath, ['-e', '']);
    await new Promise((resolve) => child.on('exit', resolve));
    writeFileSync(lock(), `${child.pid} 0 0`);
    const held = await acquireLock(lock());
    expect(held.isMine()).toBe(true);
    held.release();
    expect(readdirSync(folder)).toEqual([]);
  });

  it('is taken over when it expires, and the old holder notices', async () => {
    const old = await acquireLock(lock());
    const past = new Date(Date.now() - 11_000);
    utimesSync(lock(), past, past);
    const held = await acquireLock(lock());
    expect([old.isMine(), held.isMine()]).toEqual([false, true]);
    old.release();
    expect(held.isMine()).toBe(true);
    held.release();
  });

  it('is not taken over while its holder lives', async () => {
    const first = await acquireLock(lock());
    let taken = false;
    const second = acquireLock(lock()).then((held) => {
      taken = true;
      held.release();
    });
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(taken).toBe(false);
    first.release();
    await second;
    expect(taken).toBe(true);
  });
});

/** A server in a process of its own. */
async function serve(program: string): Promise<{ url: string; child: ChildProcess }> {
  const child = spawn(process.execPath, [program, file], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const url = await new Promise<string>((resolve, reject) => {
    child.once('error', reject);
    child.stdout?.once('data', (chunk: Buffer) => resolve(chunk.toString().trim()));
  });
  return { url, child };
}

describe('eight processes on one file', () => {
  it('lose nothing', async () => {
    const bundle = await rolldown({
      input: join(import.meta.dirname, '../../src/sandbox/server.ts'),
      platform: 'node',
      logLevel: 'silent',
    });
    await bundle.write({ file: join(folder, 'server.mjs'), format: 'esm' });
    const program = join(folder, 'main.mjs');
    writeFileSync(
      program,
      `import { startSandbox } from './server.mjs';
       const { url } = await startSandbox({ stateFile: process.argv[2] });
       console.log(url);`,
    );
    await resetState(file);
    writeState(file, newState({ loadBalancers: 8 }));
    const servers = await Promise.all(Array.from({ length: 8 }, () => serve(program)));
    try {
      await Promise.all(
        servers.map(async ({ url }, index) => {
          for (let port = 1; port <= 25; port += 1) {
            const [first, second] = await Promise.all([
              elb(url, 'listeners', {
                method: 'POST',
                body: elbListener(bulkId('elb', port % 8), 1000 * (index + 1) + port),
              }),
              acs3(
                url,
                'CreateLoadBalancerTCPListener',
                slbListener(bulkId('slb', port % 8), 1000 * (index + 1) + port),
              ),
            ]);
            expect([first.text, first.status]).toEqual([first.text, 200]);
            expect([second.text, second.status]).toEqual([second.text, 200]);
          }
        }),
      );
      const counts = summary(file);
      expect([counts.elb.listeners, counts.slb.listeners]).toEqual([200, 200]);
      for (const { url } of servers) {
        expect((await elb(url, 'listeners')).body).toHaveLength(200);
      }
      expect(readdirSync(join(folder, 'deep'))).toEqual(['state.json']);
    } finally {
      for (const { child } of servers) child.kill();
    }
  });

  it('never create a listener twice', async () => {
    const sandboxes = await Promise.all(Array.from({ length: 8 }, () => start()));
    const answers = await Promise.all(
      sandboxes.map(({ url }) =>
        elb(url, 'listeners', {
          method: 'POST',
          body: elbListener('0b07acf06d243925bc24a0ac7445267a', 80),
        }),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array(7).fill(400)]);
    expect(summary(file).elb.listeners).toBe(1);
  });
});

describe('a thousand listeners', () => {
  it('are all kept when created concurrently', async () => {
    const { url } = await start({ initial: newState({ loadBalancers: 100 }) });
    let next = 0;
    await Promise.all(
      Array.from({ length: 8 }, async () => {
        while (next < 300) {
          const index = next;
          next += 1;
          const body = elbListener(bulkId('elb', index % 100), 1 + Math.floor(index / 100));
          expect((await elb(url, 'listeners', { method: 'POST', body })).status).toBe(200);
        }
      }),
    );
    expect(readState(file)?.elb.listeners.size).toBe(300);
  });
});
