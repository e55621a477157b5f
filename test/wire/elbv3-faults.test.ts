import { createServer, request as httpRequest, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../src/sandbox/server.ts';
import type { State } from '../../src/sandbox/state/model.ts';
import { newState } from '../../src/sandbox/state/seed.ts';
import { homeEnv, type Ran, run, scratch } from '../program.ts';

/*
 * Each verb with each failure at each of its steps. Whatever happens, and however often it is run
 * again: no listener, backend group or health check twice, and none without its owner.
 */

const env = homeEnv(scratch());
const LB = '098b2f68-af1c-41a9-8efd-69958722af62';
const CREATE = `listener create --load-balancer ${LB} --protocol http --port 8080 --name web --algorithm round-robin --health-check-protocol http --health-check-interval 5 --health-check-timeout 3 --health-check-healthy 3`;
const UPDATE =
  'listener update web --description new --algorithm source-ip --health-check-interval 9';
const DELETE = 'listener delete web --yes --ignore-missing';

type Fault = 'lost' | 'reset' | 'truncated' | 429 | 500 | 503 | 409;
const FAULTS: readonly Fault[] = ['lost', 'reset', 'truncated', 429, 500, 503, 409];
const CODES: Readonly<Record<number, string>> = {
  429: 'APIGW.0308',
  500: 'ELB.8906',
  409: 'ELB.8907',
};

let state: State;
let sandbox: Sandbox;
beforeEach(async () => {
  state = newState();
  sandbox = await startSandbox({ initial: state });
});
afterEach(() => sandbox.close());

/**
 * Fails the nth request that changes something, `times` times.
 * @param reads how many requests that change nothing fail after that
 * @param also requests that fail whenever they come
 */
async function failing(fault: Fault, nth: number, times: number, reads = 0, also?: RegExp) {
  const { hostname, port } = new URL(sandbox.url);
  let changes = 0;
  let left = times;
  let readsLeft = reads;
  const server = createServer((request, response) => {
    if (request.method === 'GET' && changes >= nth && readsLeft > 0) {
      readsLeft -= 1;
      return void response.socket?.destroy();
    }
    if (request.method !== 'GET') changes += 1;
    const isAlso = also?.test(`${request.method} ${request.url}`) === true;
    const isNext = request.method !== 'GET' && changes >= nth && left > 0;
    const hit = isNext || isAlso;
    if (isNext) left -= 1;
    if (hit && fault === 'reset') return void response.socket?.destroy();
    if (hit && typeof fault === 'number') return refuse(response, fault);
    const onward = httpRequest(
      { hostname, port, method: request.method, path: request.url, headers: request.headers },
      (answer) => {
        if (hit && fault === 'lost') return void response.socket?.destroy();
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        if (hit) {
          response.write('{"', () => response.destroy());
          return;
        }
        answer.pipe(response);
      },
    );
    request.pipe(onward);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

function refuse(response: ServerResponse, status: number): void {
  const code = CODES[status];
  const body = code === undefined ? '' : `{"error_code":"${code}","error_msg":"no"}`;
  response.writeHead(status, { 'content-type': 'application/json' }).end(body);
}

function lbctl(line: string, url: string): Promise<Ran> {
  const words = [...line.split(' '), '--profile', 'sandbox-elbv3', '--endpoint', url, '-o', 'json'];
  return run(words, { env, hurry: true });
}

/** What the tests made, as `listener`, `pool` and `monitor`; the seed's own pools have names. */
function standing() {
  const { listeners, pools, monitors } = state.elbv3;
  const own = [...pools.values()].filter(({ settings }) => settings['name'] === undefined);
  const used = own.filter(({ id }) => [...listeners.values()].some(({ poolId }) => poolId === id));
  const checked = [...monitors.values()].filter(({ poolId }) =>
    own.some(({ id }) => id === poolId),
  );
  return {
    listeners: listeners.size,
    pools: own.length,
    orphans: own.length - used.length + monitors.size - checked.length,
    monitors: monitors.size,
  };
}

const NONE = { listeners: 0, pools: 0, orphans: 0, monitors: 0 };
const ONE = { listeners: 1, pools: 1, orphans: 0, monitors: 1 };

/** Once in the face of failures, and then again until it is done. */
async function again(line: string, fault: Fault, nth: number, times: number): Promise<Ran[]> {
  const proxy = await failing(fault, nth, times);
  const runs = [await lbctl(line, proxy.url)];
  proxy.close();
  for (let attempt = 0; attempt < 3 && runs.at(-1)?.code !== 0; attempt += 1) {
    runs.push(await lbctl(line, sandbox.url));
  }
  return runs;
}

const TABLE = FAULTS.flatMap((fault) =>
  [1, 2, 3].flatMap((nth) => [1, 99].map((times) => [fault, nth, times] as const)),
);

describe('create', () => {
  it.each(TABLE)('%s at step %i, %i times: each part once', async (fault, nth, times) => {
    const [first, ...others] = await again(CREATE, fault, nth, times);
    expect(standing(), JSON.stringify([first, ...others])).toEqual(ONE);
    if (first?.code === 0) expect(JSON.parse(first.stdout)).toMatchObject({ name: 'web' });
    else expect([5, 6, 7, 8], first?.stderr).toContain(first?.code);
  });

  it('finds a listener of a protocol without a portable name beside another on its port', async () => {
    const words = '--port 443 --certificate 233a325e5e3e4ce8beeb320aa714cc12';
    const https = `listener create --load-balancer ${LB} --protocol https ${words}`;
    expect((await lbctl(https, sandbox.url)).code).toBe(0);
    const proxy = await failing('lost', 1, 1);
    const quic = `elbv3 listener create --loadbalancer-id ${LB} --protocol QUIC --protocol-port 443 --default-tls-container-ref 233a325e5e3e4ce8beeb320aa714cc12`;
    const { code, stdout, stderr } = await lbctl(quic, proxy.url);
    proxy.close();
    expect(code, stderr).toBe(0);
    expect(JSON.parse(stdout).native.listener.protocol).toBe('QUIC');
    expect(state.elbv3.listeners.size).toBe(2);
  });

  it('completes what an earlier run has begun, without a second of anything', async () => {
    const proxy = await failing(503, 2, 99);
    const { code, stdout, stderr } = await lbctl(CREATE, proxy.url);
    proxy.close();
    expect(code).toBe(8);
    expect(JSON.parse(stderr).error.kind).toBe('partial');
    const { id } = JSON.parse(stdout);
    expect(standing()).toMatchObject({ listeners: 1, pools: 0 });
    const second = await lbctl(CREATE, sandbox.url);
    expect(second.code, second.stderr).toBe(0);
    expect(JSON.parse(second.stdout).id).toBe(id);
    expect(standing()).toEqual(ONE);
  });

  it('does not say that a part was not made if nobody knows', async () => {
    const proxy = await failing('lost', 2, 1, 99);
    const { code, stdout, stderr } = await lbctl(CREATE, proxy.url);
    proxy.close();
    expect(code).toBe(8);
    expect(JSON.parse(stderr).error).toMatchObject({
      kind: 'partial',
      message: expect.stringContaining('it is unknown whether the backend group was created'),
    });
    expect(JSON.parse(stdout)).toMatchObject({ name: 'web' });
  });

  it('takes back what it made when the cloud refuses a part for good', async () => {
    const proxy = await failing(409, 3, 99);
    // The take-back must get through.
    const { code, stderr } = await lbctl(CREATE, proxy.url);
    proxy.close();
    expect(code).toBe(8);
    expect(JSON.parse(stderr).error.message).toContain('health check was not created');

    state.elbv3.listeners.clear();
    const once = await failing(409, 3, 1);
    const refused = await lbctl(CREATE, once.url);
    once.close();
    expect(refused.code).toBe(5);
    expect(JSON.parse(refused.stderr).error.message).toContain('was deleted again');
    expect(state.elbv3.listeners.size).toBe(0);
  });

  it('takes back only what it made itself, and says what stays', async () => {
    const begun = `listener create --load-balancer ${LB} --protocol http --port 8080 --name web`;
    expect((await lbctl(begun, sandbox.url)).code).toBe(0);
    const proxy = await failing(409, 2, 1);
    const { code, stderr } = await lbctl(CREATE, proxy.url);
    proxy.close();
    expect(code).toBe(5);
    const { message } = JSON.parse(stderr).error;
    expect(message).toMatch(
      /the backend group that this command made was deleted again; listener \S+ stays/,
    );
    expect(standing()).toEqual({ listeners: 1, pools: 0, orphans: 0, monitors: 0 });
  });

  it('shows what stands when taking back fails', async () => {
    // The health check and the delete of the listener; the group goes.
    const proxy = await failing(409, 3, 1, 0, /DELETE .*listeners/);
    const { code, stdout, stderr } = await lbctl(CREATE, proxy.url);
    proxy.close();
    expect(code).toBe(8);
    expect(JSON.parse(stderr).error.message).toContain('deleting the listener again failed');
    expect(JSON.parse(stdout).backend?.group).toBeUndefined();
    expect(standing()).toEqual({ listeners: 1, pools: 0, orphans: 0, monitors: 0 });
  });

  it.each(['--description theirs', '--tag team=theirs', '--name theirs'])(
    'leaves the listener of somebody else alone: %s',
    async (words) => {
      const line = `listener create --load-balancer ${LB} --protocol http --port 8080`;
      expect((await lbctl(`${line} ${words}`, sandbox.url)).code).toBe(0);
      const { code, stderr } = await lbctl(`${line} --algorithm round-robin`, sandbox.url);
      expect(code, stderr).toBe(5);
      expect(standing()).toMatchObject({ listeners: 1, pools: 0 });
    },
  );

  it.each([
    '--protocol TCP --insert-headers-x-forwarded-elb-ip --pool-protocol TCP',
    '--protocol TCP --http2-enable --pool-protocol TCP',
  ])('knows its own listener by what has no effect, too: %s', async (words) => {
    const line = `elbv3 listener create --loadbalancer-id ${LB} --protocol-port 81 ${words} --pool-lb-algorithm ROUND_ROBIN`;
    const proxy = await failing('lost', 1, 1);
    const { code, stderr } = await lbctl(line, proxy.url);
    proxy.close();
    expect(code, stderr).toBe(0);
    expect(standing()).toEqual({ listeners: 1, pools: 1, orphans: 0, monitors: 0 });
  });

  it('tells listeners of port ranges apart', async () => {
    const line = `elbv3 listener create --loadbalancer-id ${LB} --protocol TCP --protocol-port 0 --pool-protocol TCP --pool-lb-algorithm ROUND_ROBIN`;
    expect((await lbctl(`${line} --port-ranges 8000-8010`, sandbox.url)).code).toBe(0);
    const proxy = await failing('lost', 1, 1);
    const second = await lbctl(`${line} --port-ranges 9000-9010`, proxy.url);
    proxy.close();
    expect(second.code, second.stderr).toBe(0);
    expect(standing()).toEqual({ listeners: 2, pools: 2, orphans: 0, monitors: 0 });
  });
});

describe('update', () => {
  it.each(TABLE)('%s at step %i, %i times: ends as asked for', async (fault, nth, times) => {
    expect((await lbctl(CREATE, sandbox.url)).code).toBe(0);
    const runs = await again(UPDATE, fault, nth, times);
    expect(runs.at(-1)?.code, runs.at(-1)?.stderr).toBe(0);
    const { stdout } = await lbctl('listener show web', sandbox.url);
    expect(JSON.parse(stdout)).toMatchObject({
      description: 'new',
      algorithm: 'source-ip',
      healthCheck: { interval: 9 },
    });
    expect(standing()).toEqual(ONE);
  });

  it('says which parts were changed when a later one is refused', async () => {
    expect((await lbctl(CREATE, sandbox.url)).code).toBe(0);
    const proxy = await failing(409, 2, 99);
    const { code, stdout, stderr } = await lbctl(UPDATE, proxy.url);
    proxy.close();
    expect(code).toBe(8);
    expect(JSON.parse(stderr).error).toMatchObject({
      kind: 'partial',
      message: expect.stringContaining(
        'the listener was updated, but the backend group was not updated',
      ),
    });
    const stands = JSON.parse(stdout);
    expect(stands).toMatchObject({ name: 'web', description: 'new', algorithm: 'round-robin' });
  });
});

describe('delete', () => {
  it.each(TABLE)('%s at step %i, %i times: nothing stays', async (fault, nth, times) => {
    expect((await lbctl(CREATE, sandbox.url)).code).toBe(0);
    const runs = await again(DELETE, fault, nth, times);
    expect(runs.at(-1)?.code, runs.at(-1)?.stderr).toBe(0);
    expect(standing()).toEqual(NONE);
  });
});
