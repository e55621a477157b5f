import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import {
  active,
  api,
  balancer,
  CA,
  CERTIFICATE,
  CRL,
  describeOnServer,
  json,
  lbctl,
  nextPort,
  SNI,
  setStatus,
  tokenOfDemo,
  userEnv,
  VARIABLES,
} from './server.ts';

/* What a real Octavia does with settings, with its load balancers' states, and with logins. */

describeOnServer('a listener with pool and health monitor', () => {
  it('is made, changed and deleted part by part', async () => {
    const lb = await balancer();
    const made = await json(
      `listener create --wait --load-balancer ${lb} --protocol http --port ${nextPort()} --name web --algorithm round-robin --sticky-session rewrite --sticky-cookie SID --health-check-protocol http --health-check-interval 5s --health-check-timeout 3s --health-check-healthy 2 --health-check-codes 200,202 --health-check-domain example.org --access allow --access-list 192.0.2.7/24,198.51.100.1 --tag a=1 --tag plain=`,
    );
    expect(made).toMatchObject({
      algorithm: 'round-robin',
      stickySession: { mode: 'rewrite', cookie: 'SID' },
      healthCheck: {
        enabled: 'on',
        protocol: 'http',
        codes: ['200', '202'],
        domain: 'example.org',
        interval: 5,
        timeout: 3,
        healthy: 2,
        unhealthy: 3,
      },
      access: { mode: 'allow' },
      tags: { a: '1', plain: '' },
    });
    expect(made.access.lists.toSorted()).toEqual(['192.0.2.0/24', '198.51.100.1/32']);
    const { pool, healthMonitor } = made.native;

    const changed = await json(
      `listener update ${made.id} --wait --algorithm source-ip --sticky-session off --health-check off --access off --tag b=2 --idle-timeout 2m`,
    );
    expect(changed).toMatchObject({
      algorithm: 'source-ip',
      stickySession: { mode: 'off' },
      healthCheck: { enabled: 'off' },
      access: { mode: 'off' },
      tags: { b: '2' },
      idleTimeout: 120,
    });
    // The same pool and health monitor.
    expect(changed.native.pool.id).toBe(pool.id);
    expect(changed.native.healthMonitor.id).toBe(healthMonitor.id);

    expect((await lbctl(`listener delete ${made.id} --yes --wait`)).code).toBe(0);
    expect((await api('GET', `/pools/${pool.id}`)).status).toBe(404);
  });

  it('gets a pool and a health monitor later', async () => {
    const lb = await balancer();
    const made = await json(
      `listener create --wait --load-balancer ${lb} --protocol tcp --port ${nextPort()}`,
    );
    expect(made.native).toMatchObject({ pool: null, healthMonitor: null });
    const changed = await json(
      `listener update ${made.id} --wait --algorithm least-connections --health-check-protocol tcp --health-check-interval 5s --health-check-timeout 3s --health-check-healthy 2`,
    );
    expect(changed.native.pool).toMatchObject({
      protocol: 'TCP',
      lb_algorithm: 'LEAST_CONNECTIONS',
    });
    expect(changed.native.healthMonitor).toMatchObject({ type: 'TCP', delay: 5 });
  });

  it('shares a pool, which is changed with --shared only and outlives it', async () => {
    const lb = await balancer();
    const first = await json(
      `listener create --wait --load-balancer ${lb} --protocol http --port ${nextPort()} --algorithm round-robin`,
    );
    const group = first.native.pool.id;
    const second = await json(
      `listener create --wait --load-balancer ${lb} --protocol http --port ${nextPort()} --backend-group ${group}`,
    );
    const refused = await lbctl(`listener update ${second.id} --algorithm source-ip`);
    expect(refused).toMatchObject({ code: 5, stderr: expect.stringContaining(first.id) });
    await json(`listener update ${second.id} --wait --algorithm source-ip --shared`);
    const deleted = await lbctl(`listener delete ${second.id} --yes --wait`);
    expect(deleted.code).toBe(0);
    expect((await api('GET', `/pools/${group}`)).body.pool.lb_algorithm).toBe('SOURCE_IP');
  });

  it('leaves its pool to a forwarding policy of another listener', async () => {
    const lb = await balancer();
    const create = `listener create --wait --load-balancer ${lb} --protocol http --port`;
    const owner = await json(`${create} ${nextPort()} --algorithm round-robin`);
    const other = await json(`${create} ${nextPort()}`);
    const group = owner.native.pool.id;
    const policy = await api('POST', '/l7policies', {
      l7policy: { listener_id: other.id, action: 'REDIRECT_TO_POOL', redirect_pool_id: group },
    });
    expect(policy.status).toBe(201);
    await active(lb);
    const refused = await lbctl(`listener update ${owner.id} --algorithm source-ip`);
    expect(refused).toMatchObject({
      code: 5,
      stderr: expect.stringContaining(policy.body.l7policy.id),
    });
    const deleted = await lbctl(`listener delete ${owner.id} --yes --wait`);
    expect(deleted).toMatchObject({
      code: 0,
      stderr: expect.stringContaining(`backend group ${group} stays: forwarding policy`),
    });
    expect((await api('GET', `/pools/${group}`)).status).toBe(200);
  });
});

describeOnServer('settings', () => {
  let lb: string;
  beforeAll(async () => {
    lb = await balancer();
  });
  const create = (flags: string) =>
    json(
      `octavia listener create --wait --loadbalancer-id ${lb} --protocol-port ${nextPort()} ${flags}`,
    );

  it('takes time-outs and goes back to the defaults with null', async () => {
    const made = await create(
      '--protocol TCP --timeout-client-data 1 --timeout-member-data 2 --timeout-member-connect 3 --timeout-tcp-inspect 4',
    );
    expect(made.native.listener).toMatchObject({
      timeout_client_data: 1,
      timeout_member_data: 2,
      timeout_member_connect: 3,
      timeout_tcp_inspect: 4,
    });
    const file = join(userEnv()['HOME'] ?? '', 'body.json');
    const body = { timeout_client_data: null, timeout_tcp_inspect: null, connection_limit: null };
    writeFileSync(file, JSON.stringify({ listener: body }));
    const line = `octavia listener update ${made.id} --wait --from-file ${file}`;
    const reset = await lbctl(line, {}, '-o', 'json');
    expect(reset).toMatchObject({ code: 0, stderr: expect.not.stringContaining('differs') });
    expect(JSON.parse(reset.stdout).native.listener).toMatchObject({
      timeout_client_data: 50000,
      timeout_member_data: 2,
      timeout_tcp_inspect: 0,
      connection_limit: -1,
    });
  });

  it('takes all that there is about TLS', async () => {
    const made = await create(
      `--protocol TERMINATED_HTTPS --default-tls-container-ref ${CERTIFICATE} --sni-container-refs ${SNI} --client-ca-tls-container-ref ${CA} --client-crl-container-ref ${CRL} --client-authentication OPTIONAL --tls-versions TLSv1.2,TLSv1.3 --tls-ciphers ECDHE+AESGCM:!aNULL --alpn-protocols h2 --insert-headers X-SSL-Client-CN=true --insert-headers X-Forwarded-For=true`,
    );
    expect(made.native.listener).toMatchObject({
      default_tls_container_ref: CERTIFICATE,
      sni_container_refs: [SNI],
      client_ca_tls_container_ref: CA,
      client_crl_container_ref: CRL,
      client_authentication: 'OPTIONAL',
      tls_versions: ['TLSv1.2', 'TLSv1.3'],
      tls_ciphers: 'ECDHE+AESGCM:!aNULL',
      alpn_protocols: ['h2'],
      insert_headers: { 'X-SSL-Client-CN': 'true', 'X-Forwarded-For': 'true' },
    });
    const changed = await json(
      `octavia listener update ${made.id} --wait --sni-container-refs ${CERTIFICATE} --sni-container-refs ${SNI} --insert-headers X-Forwarded-Port=true`,
    );
    expect(changed.native.listener.sni_container_refs.toSorted()).toEqual([SNI, CERTIFICATE]);
    expect(changed.native.listener.insert_headers).toEqual({ 'X-Forwarded-Port': 'true' });
  });

  it('tells a certificate that cannot be read from other refusals', async () => {
    const { code, stderr } = await lbctl(
      `octavia listener create --loadbalancer-id ${lb} --protocol TERMINATED_HTTPS --protocol-port ${nextPort()} --default-tls-container-ref https://keys.example/none`,
    );
    expect(code).toBe(2);
    expect(stderr).toContain('Could not retrieve certificate');
    expect(stderr).toContain('ACL');
  });

  it('refuses what needs a newer API, before it sends anything', async () => {
    const line = `octavia listener create --loadbalancer-id ${lb} --protocol TERMINATED_HTTPS --protocol-port ${nextPort()} --default-tls-container-ref ${CERTIFICATE} --hsts-max-age 60`;
    const { code, stderr } = await lbctl(line);
    expect({ code, stderr }).toMatchObject({
      code: 2,
      stderr: expect.stringContaining(
        '--hsts-max-age 60 needs version 2.27 of the API; this cloud has 2.26',
      ),
    });
  });

  it('knows the family of the address and the port that is taken', async () => {
    const six = await balancer('noop_driver-alt', '2001:db8::5');
    const mixed = await lbctl(
      `listener create --load-balancer ${six} --protocol tcp --port 80 --access allow --access-list 192.0.2.0/24`,
    );
    expect(mixed).toMatchObject({ code: 2, stderr: expect.stringContaining('IPv6') });
    const made = await json(
      `listener create --wait --load-balancer ${six} --protocol tcp --port 80`,
    );
    const line = `listener create --load-balancer ${six} --protocol http --port 80`;
    const taken = await lbctl(line);
    expect(taken).toMatchObject({ code: 5, stderr: expect.stringContaining(made.id) });
    // The server says the same.
    const refused = await lbctl(`${line} --no-preflight`);
    expect(refused).toMatchObject({ code: 5, stderr: expect.stringContaining('already using') });
    expect(
      (await json(`listener create --wait --load-balancer ${six} --protocol udp --port 80`)).port,
    ).toBe(80);
  });
});

describeOnServer('a load balancer that takes no changes', () => {
  it('is waited for as long as --wait-timeout', async () => {
    const lb = await balancer('noop_driver');
    const line = `listener create --load-balancer ${lb} --protocol tcp --port 80 --wait-timeout 1s`;
    const busy = await lbctl(line);
    expect(busy).toMatchObject({
      code: 7,
      stderr: expect.stringContaining('still PENDING_CREATE'),
    });
    const waiting = lbctl(line.replace('1s', '30s'));
    setTimeout(() => setStatus(lb, 'ACTIVE'), 1500);
    expect((await waiting).code).toBe(0);
  });

  it('is told at once when it has failed', async () => {
    const lb = await balancer();
    const { id } = await json(
      `listener create --wait --load-balancer ${lb} --protocol tcp --port 80`,
    );
    setStatus(lb, 'ERROR');
    for (const line of [
      `listener update ${id} --name x`,
      `listener stop ${id}`,
      `listener delete ${id} --yes`,
    ]) {
      const refused = await lbctl(line);
      expect(refused, line).toMatchObject({ code: 5, stderr: expect.stringContaining('ERROR') });
    }
    setStatus(lb, 'ACTIVE');
    expect((await lbctl(`listener delete ${id} --yes --wait`)).code).toBe(0);
  });

  it('takes the changes of many commands one after another', async () => {
    const lb = await balancer();
    const runs = await Promise.all(
      [81, 82, 83, 84].map((port) =>
        lbctl(`listener create --load-balancer ${lb} --protocol tcp --port ${port} --wait`),
      ),
    );
    expect(runs.map(({ code }) => code)).toEqual([0, 0, 0, 0]);
    expect(await json(`listener list --load-balancer ${lb}`)).toHaveLength(4);
  });
});

describeOnServer('logins', () => {
  const list = (env: Record<string, string>) => lbctl('listener list --port 65535', { env });
  const place = { OS_AUTH_URL: VARIABLES['OS_AUTH_URL'] ?? '', OS_REGION_NAME: 'RegionOne' };

  it('takes an application credential, which knows its project', async () => {
    const { OS_APPLICATION_CREDENTIAL_ID: id = '', OS_APPLICATION_CREDENTIAL_SECRET: secret = '' } =
      VARIABLES;
    const byId = { OS_APPLICATION_CREDENTIAL_ID: id, OS_APPLICATION_CREDENTIAL_SECRET: secret };
    expect(await list(userEnv({ ...place, ...byId }))).toMatchObject({ code: 0 });
    const byName = {
      OS_APPLICATION_CREDENTIAL_NAME: 'lbctl',
      OS_APPLICATION_CREDENTIAL_SECRET: secret,
      OS_USERNAME: 'demo',
      OS_USER_DOMAIN_ID: 'default',
    };
    expect(await list(userEnv({ ...place, ...byName }))).toMatchObject({ code: 0 });
    const wrong = { ...byId, OS_APPLICATION_CREDENTIAL_SECRET: 'wrong' };
    expect(await list(userEnv({ ...place, ...wrong }))).toMatchObject({ code: 3 });
  });

  it('takes a token, and reads the catalogue with it', async () => {
    const env = userEnv({ ...place, OS_TOKEN: await tokenOfDemo() });
    expect(await list(env)).toMatchObject({ code: 0, stderr: '' });
  });

  it('takes a cloud of clouds.yaml', async () => {
    const env = userEnv({ OS_CLOUD: 'test' });
    const folder = join(env['HOME'] ?? '', '.config', 'openstack');
    mkdirSync(folder, { recursive: true });
    const auth = {
      auth_url: place.OS_AUTH_URL,
      username: 'demo',
      password: 'demo',
      project_name: 'demo',
      user_domain_id: 'default',
      project_domain_id: 'default',
    };
    const clouds = { test: { auth, region_name: 'RegionOne', interface: 'internal' } };
    writeFileSync(join(folder, 'clouds.yaml'), JSON.stringify({ clouds }));
    expect(await list(env)).toMatchObject({ code: 0, stderr: '' });
  });

  it.each([
    ['another region', { OS_REGION_NAME: 'Elsewhere' }, 2, 'it has RegionOne'],
    ['another interface', { OS_INTERFACE: 'admin' }, 2, 'no admin endpoint'],
    ['a wrong password', { OS_PASSWORD: 'wrong' }, 3, 'requires authentication'],
    ['no identity service', { OS_AUTH_URL: '' }, 3, 'auth_url'],
  ])('explains %s', async (_, wrong, code, text) => {
    const { OS_APPLICATION_CREDENTIAL_ID: __, ...variables } = VARIABLES;
    const { OS_APPLICATION_CREDENTIAL_SECRET: ___, ...byPassword } = variables;
    const ran = await list(userEnv({ ...byPassword, ...wrong }));
    expect(ran).toMatchObject({ code, stderr: expect.stringContaining(text) });
  });

  it('says which role is missing', async () => {
    const lb = await balancer();
    const { OS_APPLICATION_CREDENTIAL_ID: __, ...variables } = VARIABLES;
    const { OS_APPLICATION_CREDENTIAL_SECRET: ___, ...byPassword } = variables;
    const observer = { OS_USERNAME: 'observer', OS_PASSWORD: 'observer' };
    const { code, stderr } = await lbctl(
      `listener create --load-balancer ${lb} --protocol tcp --port 80`,
      { env: userEnv({ ...byPassword, ...observer }) },
    );
    expect({ code, stderr }).toMatchObject({
      code: 3,
      stderr: expect.stringContaining('load-balancer_member'),
    });
  });
});
