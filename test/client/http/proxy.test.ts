import { readFileSync } from 'node:fs';
import { createServer as createHttp, type IncomingMessage, type Server } from 'node:http';
import { createServer as createTls } from 'node:https';
import { type AddressInfo, connect } from 'node:net';
import type { Duplex } from 'node:stream';
import type { TLSSocket } from 'node:tls';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createSend } from '../../../src/client/http/http.ts';
import { proxyFor } from '../../../src/client/http/proxy.ts';
import type { HttpResponse, Send } from '../../../src/client/http/send.ts';
import { homes } from '../../profile/home.ts';
import { spawnProgram } from '../../program.ts';
import { OPTIONS } from './raw-server.ts';

/** A test CA that signed a certificate for cloud.test and this machine. */
const file = (name: string) => fileURLToPath(new URL(`./authority/${name}`, import.meta.url));
const CA = file('ca.pem');

const home = homes();
let cloud: Server;
let proxy: Server;
let secureProxy: Server;
let connects: string[] = [];
let authorization: string | undefined;
/** Status line to send instead of connecting. */
let refusal: string | undefined;
const CONNECTED = 'HTTP/1.1 200 Connection Established\r\n\r\n';
let greeting = CONNECTED;
let hangsUp = false;

beforeAll(async () => {
  const tls = { key: readFileSync(file('server.key.pem')), cert: readFileSync(file('server.pem')) };
  cloud = createTls(tls, (_, response) => {
    response.writeHead(200, { 'content-type': 'application/json' }).end('[]');
  });
  await new Promise<void>((resolve) => cloud.listen(0, '127.0.0.1', resolve));
  proxy = createHttp();
  secureProxy = createTls(tls);
  for (const one of [proxy, secureProxy]) one.on('connect', tunnel);
  for (const one of [proxy, secureProxy]) {
    await new Promise<void>((resolve) => one.listen(0, '127.0.0.1', resolve));
  }
});

function tunnel(request: IncomingMessage, socket: Duplex): void {
  connects.push(request.url ?? '');
  authorization = request.headers['proxy-authorization'];
  if (refusal !== undefined) {
    socket.write(`HTTP/1.1 ${refusal}\r\ncontent-length: 500\r\n\r\nnot all`);
    return;
  }
  const onward = connect(port(cloud), '127.0.0.1', () => {
    socket.write(greeting);
    if (hangsUp) {
      socket.destroy();
      return;
    }
    onward.pipe(socket);
    socket.pipe(onward);
  });
  onward.on('error', () => socket.destroy());
  socket.on('error', () => onward.destroy());
}
afterAll(() => {
  cloud.closeAllConnections();
  cloud.close();
  proxy.close();
  secureProxy.close();
});

afterEach(() => {
  refusal = undefined;
  greeting = CONNECTED;
  hangsUp = false;
});

function port(server: Server): number {
  return (server.address() as AddressInfo).port;
}

async function list(
  endpoint: string,
  env: Record<string, string>,
  retries = '0',
  provider = 'elb',
) {
  connects = [];
  const ran = await spawnProgram(
    [
      'listener',
      'list',
      '--provider',
      provider,
      '--endpoint',
      endpoint,
      '--retries',
      retries,
      '-o',
      'json',
    ],
    {
      env: {
        ...home().env,
        HUAWEICLOUD_SDK_AK: 'a',
        HUAWEICLOUD_SDK_SK: 'x',
        HUAWEICLOUD_SDK_PROJECT_ID: 'p',
        ...env,
      },
    },
  );
  return { ...ran, connects };
}

const via = (user = '') => `http://${user}127.0.0.1:${port(proxy)}`;

describe('proxies from the environment', () => {
  it.each<[string, () => Record<string, string>]>([
    ['HTTPS_PROXY', () => ({ HTTPS_PROXY: via() })],
    ['https_proxy', () => ({ https_proxy: via() })],
    ['ALL_PROXY', () => ({ ALL_PROXY: via() })],
    ['HTTPS_PROXY without a scheme', () => ({ HTTPS_PROXY: `127.0.0.1:${port(proxy)}` })],
  ])('%s is used', async (_, env) => {
    const ran = await list('https://cloud.test', { ...env(), OS_CACERT: CA });
    expect([ran.stderr, ran.code, ran.stdout]).toEqual(['', 0, '[]\n']);
    expect(ran.connects).toEqual(['cloud.test:443']);
  });

  it.each<[string, boolean]>([
    ['*', false],
    ['elsewhere.example, corp.example', false],
    ['.corp.example', false],
    ['*.corp.example', false],
    ['A.Corp.Example:8443', false],
    ['corp.example:443', true],
    ['b.corp.example', true],
    ['rp.example', true],
    ['', true],
  ])(
    'with NO_PROXY=%s, a.corp.example:8443 is reached through a proxy: %s',
    (pattern, expected) => {
      const env = { HTTPS_PROXY: 'http://proxy.example:3128', NO_PROXY: pattern };
      const proxy = proxyFor(new URL('https://a.corp.example:8443/v1'), env);
      expect(proxy !== undefined).toBe(expected);
    },
  );

  it('NO_PROXY excludes hosts', async () => {
    const env = { HTTPS_PROXY: via(), NO_PROXY: 'test', OS_CACERT: CA };
    const ran = await list('https://cloud.test', env);
    expect([ran.code, ran.connects]).toEqual([6, []]);
  });

  it('are not used for this machine', async () => {
    const env = { HTTPS_PROXY: via(), OS_CACERT: CA };
    const ran = await list(`https://localhost:${port(cloud)}`, env);
    expect([ran.stderr, ran.code, ran.connects]).toEqual(['', 0, []]);
  });

  it('get the user name and password of the URL', async () => {
    const env = { HTTPS_PROXY: via('me:p%40ss@'), OS_CACERT: CA };
    const ran = await list('https://cloud.test', env);
    expect([ran.stderr, ran.code]).toEqual(['', 0]);
    expect(authorization).toBe(`Basic ${Buffer.from('me:p@ss').toString('base64')}`);
  });

  it('may speak HTTP/1.0', async () => {
    greeting = 'HTTP/1.0 200 Connection established\r\nserver: x\r\n\r\n';
    const ran = await list('https://cloud.test:8443', { HTTPS_PROXY: via(), OS_CACERT: CA });
    expect([ran.stderr, ran.code, ran.connects]).toEqual(['', 0, ['cloud.test:8443']]);
  });

  it('may be reached over TLS', async () => {
    const env = { HTTPS_PROXY: `https://localhost:${port(secureProxy)}`, OS_CACERT: CA };
    const ran = await list('https://cloud.test', env);
    expect([ran.stderr, ran.code, ran.connects]).toEqual(['', 0, ['cloud.test:443']]);
  });

  it.each<[string, string, string, number]>([
    ['407 Proxy Authentication Required', '', 'requires a user name and password', 1],
    ['407 Proxy Authentication Required', 'me:MARK@', 'rejected the user name and password', 1],
    ['401 Unauthorized', 'me:MARK@', 'rejected the user name and password', 1],
    ['403 Forbidden', 'me:MARK@', 'cannot connect to cloud.test:443 (HTTP 403)', 1],
    ['503 Service Unavailable', '', 'cannot connect to cloud.test:443 (HTTP 503)', 2],
  ])('that send %s are named, without the password of %s', async (status, user, message, tries) => {
    refusal = status;
    const env = { HTTPS_PROXY: via(user), OS_CACERT: CA };
    const ran = await list('https://cloud.test', env, '1');
    expect([ran.code, ran.connects.length]).toEqual([6, tries]);
    expect(ran.stderr).toContain(`the proxy 127.0.0.1:${port(proxy)} ${message}`);
    expect(ran.stderr).not.toContain('MARK');
  });

  it('with an unescaped password are rejected without showing it', async () => {
    const ran = await list('https://cloud.test', { HTTPS_PROXY: 'http://u:12/MARK@h:1' });
    expect(ran.code).toBe(2);
    expect(ran.stderr).not.toContain('12/MARK');
    expect(ran.stderr).not.toContain('MARK');
  });

  it('do not have their password in logs of libraries', async () => {
    refusal = '403 Forbidden';
    const env = { HTTPS_PROXY: via('me:MARK@'), OS_CACERT: CA, DEBUG: '*', NODE_DEBUG: 'net' };
    const ran = await list('https://cloud.test', env);
    expect(ran.code).toBe(6);
    expect(ran.stderr).not.toContain('MARK');
    expect(ran.stderr).not.toContain(Buffer.from('me:MARK').toString('base64'));
  });

  it('that hang up are an error', async () => {
    hangsUp = true;
    const ran = await list('https://cloud.test', { HTTPS_PROXY: via(), OS_CACERT: CA });
    expect(ran.code).toBe(6);
    expect(ran.stderr).toContain('connection reset');
  });

  it('that are not running are named', async () => {
    const env = { HTTPS_PROXY: 'http://127.0.0.1:1', OS_CACERT: CA };
    const ran = await list('https://cloud.test', env);
    expect(ran.code).toBe(6);
    expect(ran.stderr).toContain('cloud.test (through the proxy 127.0.0.1:1): cannot connect');
  });
});

function get(send: Send, url: string, caFile?: string): Promise<HttpResponse> {
  const request = { method: 'GET', url: new URL(url), headers: {}, body: '' };
  const trust = caFile === undefined ? {} : { caFile };
  return send(request, { ...OPTIONS, ...trust });
}

describe('TLS connections', () => {
  const routes: [string, () => Record<string, string>][] = [
    ['directly to the cloud', () => ({ NO_PROXY: '*' })],
    ['through a proxy', () => ({ HTTPS_PROXY: via() })],
    ['through a proxy over TLS', () => ({ HTTPS_PROXY: `https://localhost:${port(secureProxy)}` })],
  ];
  it.each(routes)('%s are reused', async (route, env) => {
    let connections = 0;
    const count = () => {
      connections += 1;
    };
    cloud.on('secureConnection', count);
    const host = route.startsWith('direct') ? `localhost:${port(cloud)}` : 'cloud.test';
    const send = createSend(env());
    for (const path of ['/1', '/2', '/3']) {
      expect(await get(send, `https://${host}${path}`, CA)).toMatchObject({ text: '[]' });
    }
    cloud.off('secureConnection', count);
    expect(connections).toBe(1);
  });

  it('send SNI and ALPN', async () => {
    const seen: unknown[] = [];
    const look = (socket: TLSSocket) => {
      seen.push((socket as { servername?: unknown }).servername, socket.alpnProtocol);
    };
    cloud.on('secureConnection', look);
    await get(createSend(), `https://localhost:${port(cloud)}/`, CA);
    cloud.off('secureConnection', look);
    expect(seen).toEqual(['localhost', 'http/1.1']);
  });

  it('with a CA file are not reused without it', async () => {
    const send = createSend();
    const url = `https://localhost:${port(cloud)}/`;
    await get(send, url, CA);
    await expect(get(send, url)).rejects.toMatchObject({ fault: 'tls', sent: false });
  });

  it('resume sessions', async () => {
    const reused: boolean[] = [];
    const count = (socket: TLSSocket) => reused.push(socket.isSessionReused());
    cloud.on('secureConnection', count);
    const send = createSend();
    const url = `https://localhost:${port(cloud)}/`;
    await get(send, url, CA);
    await Promise.all([get(send, url, CA), get(send, url, CA)]);
    cloud.off('secureConnection', count);
    expect(reused).toEqual([false, true]);
  });
});

describe('private CAs', () => {
  it.each(['OS_CACERT', 'SSL_CERT_FILE', 'LBCTL_CA_FILE', 'NODE_EXTRA_CA_CERTS'])(
    'of %s are trusted',
    async (variable) => {
      const ran = await list(`https://localhost:${port(cloud)}`, { [variable]: CA });
      expect([ran.stderr, ran.code]).toEqual(['', 0]);
    },
  );

  it('may certify IP addresses', async () => {
    const ran = await list(`https://127.0.0.1:${port(cloud)}`, { OS_CACERT: CA });
    expect([ran.stderr, ran.code]).toEqual(['', 0]);
  });

  it('certify only the names in the certificate', async () => {
    const env = { HTTPS_PROXY: via(), OS_CACERT: CA };
    const ran = await list('https://other.test', env);
    expect(ran.code).toBe(6);
    expect(ran.stderr).toContain('not trusted');
  });

  it('are not trusted by default', async () => {
    const ran = await list(`https://localhost:${port(cloud)}`, {});
    expect(ran.code).toBe(6);
    expect(ran.stderr).toContain('not trusted');
  });
});

describe('NODE_TLS_REJECT_UNAUTHORIZED=0', () => {
  const OFF = { NODE_TLS_REJECT_UNAUTHORIZED: '0' };
  const WARNING =
    'warning: NODE_TLS_REJECT_UNAUTHORIZED is ignored: certificates are always verified';

  it.each<[string, () => Record<string, string>]>([
    ['the cloud', () => ({})],
    ['the cloud behind a proxy', () => ({ HTTPS_PROXY: via() })],
    ['a proxy over TLS', () => ({ HTTPS_PROXY: `https://localhost:${port(secureProxy)}` })],
  ])('is ignored for %s, with a warning', async (what, env) => {
    const host = what === 'the cloud' ? `localhost:${port(cloud)}` : 'cloud.test';
    const ran = await list(`https://${host}`, { ...env(), ...OFF });
    expect([ran.code, ran.stderr]).toEqual([6, expect.stringContaining('not trusted')]);
    expect(ran.stderr.split('\n')).toContain(WARNING);
  });

  it('is ignored for the token service of a role', async () => {
    let asked = 0;
    const count = () => {
      asked += 1;
    };
    cloud.on('request', count);
    const ran = await list(
      'https://cloud.test',
      {
        ...OFF,
        ALIBABA_CLOUD_ACCESS_KEY_ID: 'ak',
        ALIBABA_CLOUD_ACCESS_KEY_SECRET: 'secret-key',
        ALIBABA_CLOUD_ROLE_ARN: 'acs:ram::1:role/r',
        ALIBABA_CLOUD_STS_ENDPOINT: `localhost:${port(cloud)}`,
      },
      '0',
      'slb',
    );
    cloud.off('request', count);
    expect([ran.code, asked]).toEqual([6, 0]);
  });

  it('warns of nothing when it turns nothing off', async () => {
    const env = { NODE_TLS_REJECT_UNAUTHORIZED: '1', OS_CACERT: CA };
    const ran = await list(`https://localhost:${port(cloud)}`, env);
    expect([ran.code, ran.stderr]).toEqual([0, '']);
  });
});
