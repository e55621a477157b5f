import { describe, expect, it } from 'vitest';
import { homeEnv, type Ran, run, scratch } from '../program.ts';
import { type Received, type Reply, startStub } from '../stub.ts';

/* What lbctl says of an outcome, against an ELB that answers as told. */

const env = homeEnv(scratch());
const ID = 'c'.repeat(32);
const LB = '0b07acf06d243925bc24a0ac7445267a';

const LISTENER = {
  id: ID,
  name: 'web',
  description: null,
  loadbalancer_id: LB,
  protocol: 'TCP',
  port: 80,
  backend_protocol: 'TCP',
  backend_port: 8080,
  lb_algorithm: 'roundrobin',
  session_sticky: false,
  certificates: null,
  ssl_ciphers: null,
  status: 'ACTIVE',
  admin_state_up: true,
};
const { admin_state_up: _, ...SPARSE } = LISTENER;

const GONE = { status: 503, body: { error: { code: 'ELB.6002', message: 'no such listener' } } };
const NOT_FOUND = { status: 404, body: { error: { code: 'ELB.1002', message: 'not found' } } };
const OUTAGE = { status: 502, body: '<html>bad gateway</html>' };

type Answer = (request: Received, count: number) => Reply;

/** Runs against a server; `count` counts the requests of the same method. */
async function against(answer: Answer, line: string): Promise<Ran & { sent: string[] }> {
  const counts: Record<string, number> = {};
  const stub = await startStub((request) => {
    counts[request.method] = (counts[request.method] ?? 0) + 1;
    return answer(request, counts[request.method] ?? 0);
  });
  const ran = await run(
    [...line.split(' '), '--profile', 'sandbox-elb', '--endpoint', stub.url, '-o', 'json'],
    { env, hurry: true },
  );
  await stub.close();
  return { ...ran, sent: stub.received.map(({ method }) => method) };
}

const CREATE = `listener create --load-balancer ${LB} --name web --protocol tcp --port 80 --backend-port 8080 --algorithm round-robin --no-preflight`;

function error({ stderr }: Ran) {
  return JSON.parse(stderr.slice(stderr.indexOf('{'))).error;
}

describe('a server that ignores filters', () => {
  const IGNORES: Answer = ({ method }) =>
    method === 'GET' ? { body: [LISTENER] } : { body: LISTENER };

  it.each([
    ['elb listener delete nosuch --yes', 4],
    ['elb listener delete nosuch --yes --ignore-missing', 0],
    ['elb listener update nosuch --description x', 4],
    ['listener stop nosuch', 4],
    ['listener show nosuch', 4],
  ])('%s touches no other listener', async (line, code) => {
    const ran = await against(IGNORES, line);
    expect(ran.code, ran.stderr).toBe(code);
    expect(ran.sent).toEqual(['GET']);
  });

  it.each([
    ['elb listener delete web --yes', 0],
    ['listener show web', 0],
  ])('%s finds the one that is meant', async (line, code) => {
    expect((await against(IGNORES, line)).code).toBe(code);
  });

  it.each([
    ['--name web', 1],
    ['--name nosuch', 0],
    ['--port 80 --protocol TCP', 1],
    ['--port 81', 0],
    [`--loadbalancer-id ${'a'.repeat(32)}`, 0],
  ])('elb listener list %s', async (filters, length) => {
    const { stdout } = await against(IGNORES, `elb listener list ${filters}`);
    expect(JSON.parse(stdout)).toHaveLength(length);
  });

  it('is not asked twice for a create: another port is another listener', async () => {
    const ran = await against(
      ({ method }, count) =>
        method === 'POST' && count === 2
          ? { body: LISTENER }
          : method === 'POST'
            ? 'reset'
            : { body: [{ ...LISTENER, port: 81 }] },
      CREATE,
    );
    expect(ran.code, ran.stderr).toBe(0);
    expect(ran.sent.filter((method) => method === 'POST')).toHaveLength(2);
  });
});

describe('after a lost create', () => {
  const lostThen =
    (found: object, seen = 1): Answer =>
    ({ method }, count) => {
      if (method === 'POST') return 'reset';
      return { body: count < seen ? {} : [found] };
    };

  it.each([
    ['the same listener is the created one', {}, '', 0],
    ['one without the description is another', {}, '--description text', 5],
    ['one with other values is another', { backend_port: 1 }, '', 5],
  ])('%s', async (_name, change, words, code) => {
    const ran = await against(lostThen({ ...LISTENER, ...change }), `${CREATE} ${words}`.trim());
    expect(ran.code, ran.stderr).toBe(code);
    expect(ran.sent.filter((method) => method === 'POST')).toHaveLength(1);
  });

  it.each([
    ['ssl_ciphers', '--tls-policy tls-1.2', { ssl_protocols: 'TLSv1.2' }],
    ['certificates', '--sni-certificate cert-2', {}],
  ])('one without %s is another', async (_name, words, change) => {
    const https = { ...LISTENER, protocol: 'HTTPS', backend_protocol: 'HTTP', ...change };
    const ran = await against(
      lostThen({ ...https, certificate_id: 'cert-1' }),
      `${CREATE.replace('tcp', 'https')} --certificate cert-1 ${words}`,
    );
    expect(ran.code, ran.stderr).toBe(5);
  });

  it('one that shows late is not created twice', async () => {
    const ran = await against(lostThen(LISTENER, 3), CREATE);
    expect(ran.code, ran.stderr).toBe(0);
    expect(ran.sent.filter((method) => method === 'POST')).toHaveLength(1);
  });

  it('a 500 is looked up like a 502', async () => {
    const ran = await against(
      ({ method }) => (method === 'POST' ? { status: 500, body: {} } : { body: [LISTENER] }),
      CREATE,
    );
    expect(ran.code, ran.stderr).toBe(0);
  });

  it('a page of a captive portal is not sent again', async () => {
    const html = { headers: { 'content-type': 'text/html' }, body: '<html>log in</html>' };
    const ran = await against(({ method }) => (method === 'POST' ? html : { body: {} }), CREATE);
    expect(ran.code, ran.stderr).toBe(1);
    expect(ran.sent.filter((method) => method === 'POST')).toHaveLength(1);
  });
});

describe('an answer without admin_state_up', () => {
  it.each([
    [true, 'running'],
    [false, 'stopped'],
  ])('is read again: %s is %s', async (admin_state_up, status) => {
    const ran = await against(
      ({ method }) => ({ body: method === 'POST' ? SPARSE : { ...SPARSE, admin_state_up } }),
      CREATE,
    );
    expect(JSON.parse(ran.stdout).status).toBe(status);
  });

  it('is unknown if the listener does not say it either', async () => {
    const ran = await against(() => ({ body: SPARSE }), CREATE);
    expect(JSON.parse(ran.stdout).status).toBe('unknown');
  });

  it('does not undo a create that cannot be read', async () => {
    const ran = await against(
      ({ method }) => (method === 'POST' ? { body: SPARSE } : { status: 403, body: {} }),
      CREATE,
    );
    expect(ran.code, ran.stderr).toBe(0);
    expect(JSON.parse(ran.stdout)).toMatchObject({ id: ID, status: 'unknown' });
  });
});

describe('create --start and --wait', () => {
  it('waits for a pending listener', async () => {
    const ran = await against(({ method }, count) => {
      if (method === 'POST') return { body: { ...LISTENER, status: 'PENDING_CREATE' } };
      return { body: count < 3 ? { ...LISTENER, status: 'PENDING_CREATE' } : LISTENER };
    }, `${CREATE} --start`);
    expect(ran.code, ran.stderr).toBe(0);
    expect(JSON.parse(ran.stdout).status).toBe('running');
    expect(ran.sent).not.toContain('PUT');
  });

  it('shows the created listener if it cannot be started', async () => {
    const ran = await against(({ method }) => {
      const body = { ...LISTENER, admin_state_up: false };
      return method === 'PUT'
        ? { status: 400, body: { error: { code: 'ELB.6015', message: 'not supported' } } }
        : { body };
    }, `${CREATE} --start`);
    expect(ran.code, ran.stderr).toBe(8);
    expect(JSON.parse(ran.stdout)).toMatchObject({ id: ID, status: 'stopped' });
    expect(error(ran).kind).toBe('partial');
  });

  it('fails if the listener ends in the state error', async () => {
    const ran = await against(
      () => ({ body: { ...LISTENER, status: 'ERROR' } }),
      `${CREATE} --wait`,
    );
    expect(ran.code, ran.stderr).toBe(5);
    expect(JSON.parse(ran.stdout).status).toBe('error');
  });

  it('shows both requests in a dry run', async () => {
    const { stdout } = await run(
      [...CREATE.split(' '), '--start', '--dry-run', '-o', 'json', '--profile', 'sandbox-elb'],
      { env },
    );
    expect(
      JSON.parse(stdout).requests.map(({ method, url }: { method: string; url: string }) => [
        method,
        url.replace(/^.*\/elbaas/, ''),
      ]),
    ).toEqual([
      ['POST', '/listeners'],
      ['PUT', '/listeners/{listener_id}'],
    ]);
  });
});

describe('delete', () => {
  it.each<readonly [string, Answer, string, number]>([
    [
      '"not found" at once',
      ({ method }, n) => (method === 'DELETE' ? GONE : n === 1 ? { body: LISTENER } : NOT_FOUND),
      '',
      4,
    ],
    [
      '… with --ignore-missing',
      ({ method }, n) => (method === 'DELETE' ? GONE : n === 1 ? { body: LISTENER } : NOT_FOUND),
      ' --ignore-missing',
      0,
    ],
    [
      '"not found" after a lost answer',
      ({ method }, n) =>
        method === 'DELETE' ? (n === 1 ? 'reset' : GONE) : n === 1 ? { body: LISTENER } : NOT_FOUND,
      '',
      0,
    ],
    [
      '"not found" of a listener that still shows',
      ({ method }) => (method === 'DELETE' ? GONE : { body: LISTENER }),
      '',
      6,
    ],
    [
      '… with --ignore-missing',
      ({ method }) => (method === 'DELETE' ? GONE : { body: LISTENER }),
      ' --ignore-missing',
      6,
    ],
  ])('%s', async (_name, answer, words, code) => {
    const ran = await against(answer, `listener delete ${ID} --yes${words}`);
    expect(ran.code, ran.stderr).toBe(code);
    expect(ran.stderr.includes('deleted listener')).toBe(code === 0 && words === '');
  });
});

describe('start and stop', () => {
  it('reads the state after a lost answer', async () => {
    const ran = await against(
      ({ method }, count) =>
        method === 'PUT' ? 'reset' : { body: { ...LISTENER, admin_state_up: count === 1 } },
      `listener stop ${ID}`,
    );
    expect(ran.code, ran.stderr).toBe(0);
    expect(ran.sent).toEqual(['GET', 'PUT', 'GET']);
  });

  it('sends again if nothing has changed', async () => {
    const ran = await against(
      ({ method }, count) =>
        method === 'PUT' && count === 1
          ? 'reset'
          : { body: { ...LISTENER, admin_state_up: method === 'GET' } },
      `listener stop ${ID}`,
    );
    expect(ran.code, ran.stderr).toBe(0);
    expect(ran.sent).toEqual(['GET', 'PUT', 'GET', 'PUT']);
  });

  it('carries the certificate of an HTTPS listener', async () => {
    const bodies: string[] = [];
    await against(({ method, body }) => {
      if (method === 'PUT') bodies.push(body);
      return {
        body: {
          ...LISTENER,
          protocol: 'HTTPS',
          certificate_id: 'cert-1',
          admin_state_up: method === 'GET',
        },
      };
    }, `listener stop ${ID}`);
    expect(bodies.map((body) => JSON.parse(body))).toEqual([
      { admin_state_up: false, certificate_id: 'cert-1' },
    ]);
  });
});

describe('update', () => {
  it('warns of values that the cloud took differently', async () => {
    const ran = await against(
      ({ method }) => ({ body: { ...LISTENER, backend_port: method === 'PUT' ? 9092 : 8080 } }),
      `listener update ${ID} --backend-port 9090`,
    );
    expect(ran.code).toBe(0);
    expect(ran.stderr).toContain('other values than were sent for --backend-port');
  });

  it('says nothing if the answer is as sent', async () => {
    const ran = await against(
      ({ method }) => ({ body: { ...LISTENER, backend_port: method === 'PUT' ? 9090 : 8080 } }),
      `listener update ${ID} --backend-port 9090`,
    );
    expect(ran.stderr).not.toContain('other values');
  });
});

describe('an interruption', () => {
  it.each([
    ['a create', CREATE, 'POST'],
    ['an update', `listener update ${ID} --description x`, 'PUT'],
    ['a delete', `listener delete ${ID} --yes`, 'DELETE'],
  ])('of %s says that it may have been made', async (_name, line, method) => {
    const interrupt = new AbortController();
    const stub = await startStub((request) => {
      if (request.method !== method) return { body: LISTENER };
      setTimeout(() => interrupt.abort(), 20);
      return 'hang';
    });
    const ran = await run(
      [...line.split(' '), '--profile', 'sandbox-elb', '--endpoint', stub.url],
      { env, interrupt: interrupt.signal },
    );
    await stub.close();
    expect(ran.code, ran.stderr).toBe(130);
    expect(ran.stderr).toContain('the change may have been made');
  });
});

describe('repeats', () => {
  it.each([
    ['429', { status: 429, headers: { 'retry-after': '7' }, body: {} }],
    ['503', { status: 503, headers: { 'retry-after': '7' }, body: '' }],
  ])('wait as long as a %s asks', async (_name, busy) => {
    const ran = await against(
      (_request, count) => (count === 1 ? busy : { body: LISTENER }),
      `listener show ${ID} --debug`,
    );
    expect(ran.code, ran.stderr).toBe(0);
    expect(ran.stderr).toContain('retry in 7000 ms');
  });

  it('are not waited for longer than the time-out', async () => {
    const ran = await against(
      () => ({ status: 429, headers: { 'retry-after': '999999' }, body: {} }),
      `listener show ${ID}`,
    );
    expect(ran.code).toBe(6);
    expect(ran.sent).toHaveLength(1);
    expect(error(ran).hint).toContain('999999 s');
  });

  it('of a create wait longer each time', async () => {
    const ran = await against(
      ({ method }) => (method === 'POST' ? OUTAGE : { body: {} }),
      `${CREATE} --debug --retries 2`,
    );
    expect(ran.code).toBe(6);
    expect(ran.sent.filter((method) => method === 'POST')).toHaveLength(3);
    expect(ran.stderr.match(/retry in \d+ ms/g)?.length).toBe(11);
  });
});

describe('apply', () => {
  const manifest = (state: string) =>
    `listeners: [{provider: elb, loadBalancer: ${LB}, protocol: tcp, port: 80, name: web, backend: {port: 8080}, algorithm: round-robin, state: ${state}}]`;

  async function apply(answer: Answer, text: string) {
    const counts: Record<string, number> = {};
    const stub = await startStub((request) => {
      counts[request.method] = (counts[request.method] ?? 0) + 1;
      return answer(request, counts[request.method] ?? 0);
    });
    const ran = await run(
      `listener apply -f - --yes --no-preflight --profile sandbox-elb --endpoint ${stub.url} -o json`.split(
        ' ',
      ),
      { env, hurry: true, stdin: text },
    );
    await stub.close();
    return { ...ran, sent: stub.received.map(({ method }) => method) };
  }

  it('reads the state before it judges', async () => {
    const ran = await apply(({ method, path }) => {
      const isList = path.endsWith('/listeners');
      if (method === 'PUT') return { body: LISTENER };
      return { body: isList ? [SPARSE] : { ...LISTENER, admin_state_up: false } };
    }, manifest('running'));
    expect(ran.code, ran.stderr).toBe(0);
    expect(ran.sent).toContain('PUT');
  });

  it('says "unchanged" of a listener that somebody else has just created', async () => {
    const ran = await apply(({ method }, count) => {
      if (method === 'POST') {
        return { status: 409, body: { error: { code: 'ELB.6200', message: 'port in use' } } };
      }
      return { body: method === 'GET' && count === 1 ? {} : [LISTENER] };
    }, manifest('running'));
    expect(ran.code, ran.stderr).toBe(0);
    expect(JSON.parse(ran.stdout).summary).toMatchObject({ unchanged: 1, failed: 0 });
  });
});
