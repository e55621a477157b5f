import { readFileSync } from 'node:fs';
import { createServer as createHttp, type Server } from 'node:http';
import { createServer as createTls } from 'node:https';
import { type AddressInfo, connect } from 'node:net';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { homes } from '../profile/home.ts';
import { spawnProgram } from '../program.ts';

/** A test authority that signs for cloud.test and this machine; its key was thrown away. */
const file = (name: string) => fileURLToPath(new URL(`./authority/${name}`, import.meta.url));
const CA = file('ca.pem');

const home = homes();
let cloud: Server;
let proxy: Server;
let asked: string[] = [];
let refuses = false;

beforeAll(async () => {
  const tls = { key: readFileSync(file('server.key.pem')), cert: readFileSync(file('server.pem')) };
  cloud = createTls(tls, (_, response) => {
    response.writeHead(200, { 'content-type': 'application/json' }).end('[]');
  });
  await new Promise<void>((resolve) => cloud.listen(0, '127.0.0.1', resolve));
  proxy = createHttp();
  proxy.on('connect', (request, socket) => {
    asked.push(request.url ?? '');
    if (refuses) {
      socket.end('HTTP/1.1 407 Proxy Authentication Required\r\ncontent-length: 0\r\n\r\n');
      return;
    }
    const onward = connect(port(cloud), '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      onward.pipe(socket);
      socket.pipe(onward);
    });
    onward.on('error', () => socket.destroy());
    socket.on('error', () => onward.destroy());
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
});
afterAll(() => {
  cloud.closeAllConnections();
  cloud.close();
  proxy.close();
});

function port(server: Server): number {
  return (server.address() as AddressInfo).port;
}

async function list(endpoint: string, env: Record<string, string>) {
  asked = [];
  const ran = await spawnProgram(
    [
      'listener',
      'list',
      '--provider',
      'elb',
      '--endpoint',
      endpoint,
      '--retries',
      '0',
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
  return { ...ran, asked };
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
    expect(ran.asked).toEqual(['cloud.test:443']);
  });

  it('NO_PROXY leaves hosts out', async () => {
    const env = { HTTPS_PROXY: via(), NO_PROXY: '.test', OS_CACERT: CA };
    const ran = await list('https://cloud.test', env);
    expect([ran.code, ran.asked]).toEqual([6, []]);
  });

  it('is not asked for what is on this machine', async () => {
    const env = { HTTPS_PROXY: via(), OS_CACERT: CA };
    const ran = await list(`https://localhost:${port(cloud)}`, env);
    expect([ran.stderr, ran.code, ran.asked]).toEqual(['', 0, []]);
  });

  it('that refuses is named without its password', async () => {
    refuses = true;
    const ran = await list('https://cloud.test', { HTTPS_PROXY: via('me:MARK@'), OS_CACERT: CA });
    refuses = false;
    expect(ran.code).toBe(6);
    expect(ran.stderr).toContain(`the proxy 127.0.0.1:${port(proxy)} wants a user name`);
    expect(ran.stderr).not.toContain('MARK');
  });
});

describe('private authorities', () => {
  it.each(['OS_CACERT', 'SSL_CERT_FILE', 'LBCTL_CA_FILE', 'NODE_EXTRA_CA_CERTS'])(
    'of %s are trusted',
    async (variable) => {
      const ran = await list(`https://localhost:${port(cloud)}`, { [variable]: CA });
      expect([ran.stderr, ran.code]).toEqual(['', 0]);
    },
  );

  it('are refused when nobody says so', async () => {
    const ran = await list(`https://localhost:${port(cloud)}`, {});
    expect(ran.code).toBe(6);
    expect(ran.stderr).toContain('not trusted');
  });
});
