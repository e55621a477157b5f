import { beforeAll, expect, it } from 'vitest';
import {
  active,
  api,
  balancer,
  CERTIFICATE,
  describeOnServer,
  json,
  lbctl,
  nextPort,
} from './server.ts';

/* Every verb on every protocol of a real Octavia. Its own worker confirms changes of some, which
takes its time; the others are confirmed at once. */

const OWN_WORKER = ['TCP', 'TERMINATED_HTTPS', 'http'];
const driverFor = (protocol: string) =>
  OWN_WORKER.includes(protocol) ? 'amphora' : 'noop_driver-alt';

const TLS = `--default-tls-container-ref ${CERTIFICATE}`;

describeOnServer('native commands', () => {
  it.each([
    ['TCP', '', '--pool-protocol TCP --pool-lb-algorithm LEAST_CONNECTIONS'],
    ['UDP', '', '--pool-protocol UDP --pool-lb-algorithm SOURCE_IP'],
    ['HTTP', '', '--pool-protocol PROXYV2 --pool-lb-algorithm ROUND_ROBIN'],
    ['HTTPS', '', '--pool-protocol HTTPS --pool-lb-algorithm ROUND_ROBIN'],
    ['TERMINATED_HTTPS', TLS, '--pool-protocol HTTP --pool-lb-algorithm ROUND_ROBIN'],
    ['SCTP', '', '--pool-protocol SCTP --pool-lb-algorithm ROUND_ROBIN'],
    ['PROMETHEUS', '', ''],
  ])('on %s', async (protocol, listener, pool) => {
    const lb = await balancer(driverFor(protocol));
    const port = nextPort();
    const made = await json(
      `octavia listener create --wait --loadbalancer-id ${lb} --protocol ${protocol} --protocol-port ${port} --name ${protocol} ${listener} ${pool}`.trim(),
    );
    expect(made).toMatchObject({ status: 'running', loadBalancer: lb, port, name: protocol });
    expect(made.native.listener).toMatchObject({ protocol, protocol_port: port });
    expect(made.native.pool === null).toBe(pool === '');

    const id = made.id;
    expect(await json(`octavia listener show ${id}`)).toEqual(made);
    const [listed] = await json(`octavia listener list --loadbalancer-id ${lb}`);
    expect(listed.native.listener).toEqual(made.native.listener);

    const changed = await json(`octavia listener update ${id} --wait --connection-limit 7`);
    expect(changed.native.listener.connection_limit).toBe(7);
    const again = await lbctl(`octavia listener update ${id} --connection-limit 7`);
    expect(again.stderr).toContain('unchanged');

    expect(await json(`octavia listener stop ${id} --wait`)).toMatchObject({ status: 'stopped' });
    expect(await json(`octavia listener start ${id} --wait`)).toMatchObject({ status: 'running' });

    expect((await lbctl(`octavia listener delete ${id} --yes --wait`)).code).toBe(0);
    expect((await lbctl(`octavia listener show ${id}`)).code).toBe(4);
    const { body } = await api('GET', `/pools?loadbalancer_id=${lb}`);
    expect(body.pools).toEqual([]);
  });
});

describeOnServer('portable commands', () => {
  it.each([
    ['http', 'HTTP', '--forwarded-headers for,proto --request-timeout 20s'],
    ['https', 'TERMINATED_HTTPS', `--certificate ${CERTIFICATE} --http2 off --tls-policy tls-1.2`],
    ['tcp', 'TCP', '--idle-timeout 15m'],
    ['udp', 'UDP', '--description text'],
  ])('on %s', async (protocol, word, flags) => {
    const lb = await balancer(driverFor(protocol));
    const port = nextPort();
    const made = await json(
      `listener create --wait --load-balancer ${lb} --protocol ${protocol} --port ${port} --name ${protocol} ${flags}`,
    );
    expect(made).toMatchObject({ status: 'running', protocol, port });
    expect(made.native.listener.protocol).toBe(word);
    expect((await json(`listener list --load-balancer ${lb}`))[0].id).toBe(made.id);
    expect(await json(`listener stop ${made.id} --wait`)).toMatchObject({ status: 'stopped' });
    expect(await json(`listener start ${made.id} --wait`)).toMatchObject({ status: 'running' });
    const renamed = await json(`listener update ${made.id} --wait --name other`);
    expect(renamed).toEqual({
      ...made,
      name: 'other',
      updated: renamed.updated,
      native: renamed.native,
    });
    expect((await lbctl(`listener delete ${made.id} --yes --wait`)).code).toBe(0);
  });
});

describeOnServer('the command without --wait', () => {
  let lb: string;
  beforeAll(async () => {
    lb = await balancer('amphora');
  });

  it('prints what is pending, and the next one waits by itself', async () => {
    const line = `listener create --load-balancer ${lb} --protocol tcp --port ${nextPort()}`;
    const made = await json(line);
    expect(made.status).toBe('pending');
    const { code, stderr } = await lbctl(`listener update ${made.id} --name next`);
    expect({ code, stderr }).toMatchObject({ code: 0, stderr: expect.stringContaining('updated') });
    await active(lb);
  });
});
