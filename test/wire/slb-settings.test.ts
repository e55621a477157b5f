import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { run } from '../program.ts';
import { type Reply, type Stub, startStub } from '../stub.ts';

/* What an update of an SLB listener sends of the settings that it does not change. */

const ENV = {
  ALIBABA_CLOUD_ACCESS_KEY_ID: 'id',
  ALIBABA_CLOUD_ACCESS_KEY_SECRET: 'secret',
};
const COMMON = {
  RequestId: 'r',
  LoadBalancerId: 'lb-1',
  BackendServerPort: 53,
  Bandwidth: -1,
  Status: 'stopped',
  Scheduler: 'wrr',
  HealthCheck: 'on',
  HealthCheckInterval: 2,
};
const UDP = { ...COMMON, ListenerPort: 53, HealthCheckReq: 'PING\r\n', HealthCheckExp: '\n' };

let listener: Record<string, unknown> = UDP;
const stub: Stub = await startStub(
  ({ headers }): Reply => ({
    body: String(headers['x-acs-action']).startsWith('Describe') ? listener : { RequestId: 'r' },
  }),
);
afterAll(() => stub.close());
beforeEach(() => {
  stub.received.length = 0;
});

function slb(line: string) {
  const more = ['--endpoint', stub.url, '--region', 'cn-hangzhou', '-o', 'json'];
  return run([...line.split(' '), ...more], { env: ENV });
}

function sent() {
  return stub.received.find(({ headers }) => String(headers['x-acs-action']).startsWith('Set'))
    ?.query;
}

describe('an update of something else', () => {
  it('leaves texts as they are, blanks and line breaks too', async () => {
    listener = { ...UDP, Description: ' web ' };
    const { code } = await slb('slb udp-listener update lb-1/udp/53 --scheduler rr');
    expect(code).toBe(0);
    expect(sent()).toMatchObject({
      Description: ' web ',
      healthCheckReq: 'PING\r\n',
      healthCheckExp: '\n',
      Scheduler: 'rr',
    });
  });

  it.each([0, -520])('leaves out a connect port of %i', async (port) => {
    listener = { ...UDP, HealthCheckConnectPort: port };
    await slb('slb udp-listener update lb-1/udp/53 --scheduler rr');
    expect(sent()).not.toHaveProperty('HealthCheckConnectPort');
  });
});

describe('--health-check-connect-port -520', () => {
  it('is sent', async () => {
    listener = { ...UDP, HealthCheckConnectPort: 8080 };
    const { code } = await slb(
      'slb udp-listener update lb-1/udp/53 --health-check-connect-port -520',
    );
    expect(code).toBe(0);
    expect(sent()).toMatchObject({ HealthCheckConnectPort: '-520' });
  });

  it('changes nothing where the port of the backend is probed already', async () => {
    listener = { ...UDP, HealthCheckConnectPort: -520 };
    const { stderr } = await slb(
      'slb udp-listener update lb-1/udp/53 --health-check-connect-port -520',
    );
    expect(stderr).toContain('unchanged');
    expect(sent()).toBeUndefined();
  });
});

it('a place in a file gives way to flags', async () => {
  listener = UDP;
  const argv = `slb udp-listener update --from-file - --listener-port 53 --endpoint ${stub.url} --region cn-hangzhou -o json`;
  const stdin = JSON.stringify({ LoadBalancerId: 'lb-1', ListenerPort: 54, Scheduler: 'rr' });
  const { code } = await run(argv.split(' '), { env: ENV, stdin });
  expect(code).toBe(0);
  expect(sent()).toMatchObject({ LoadBalancerId: 'lb-1', ListenerPort: '53' });
});
