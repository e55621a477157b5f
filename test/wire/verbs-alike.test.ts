import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../src/sandbox/server.ts';
import { homeEnv, run, scratch } from '../program.ts';

/* What each verb promises on every cloud, on all of them. */

interface Cloud {
  readonly loadBalancer: string;
  /** What a TCP listener needs besides its name and port. */
  readonly needs: string;
  /** The state of a new listener. */
  readonly begins: 'running' | 'stopped';
  readonly hasStates: boolean;
  /** Listeners have ids, and are found by name. */
  readonly named: boolean;
}

const CLOUDS: Readonly<Record<string, Cloud>> = {
  elb: {
    loadBalancer: '0b07acf06d243925bc24a0ac7445267a',
    needs: '--backend-port 80 --algorithm round-robin',
    begins: 'running',
    hasStates: true,
    named: true,
  },
  elbv3: {
    loadBalancer: '098b2f68-af1c-41a9-8efd-69958722af62',
    needs: '--algorithm round-robin',
    begins: 'running',
    hasStates: false,
    named: true,
  },
  octavia: {
    loadBalancer: '3f7c1ee0-6f3b-4f2f-9d5a-7f4d9c1c2a11',
    needs: '--algorithm round-robin',
    begins: 'running',
    hasStates: true,
    named: true,
  },
  slb: {
    loadBalancer: 'lb-bp1o94dp5i6earr9g6d1l',
    needs: '--backend-port 80 --bandwidth unlimited',
    begins: 'stopped',
    hasStates: true,
    named: false,
  },
};

const folder = scratch();
let sandbox: Sandbox;
let lastPort = 4000;
beforeAll(async () => {
  sandbox = await startSandbox({ settleMs: 50 });
});
afterAll(() => sandbox.close());

describe.each(Object.entries(CLOUDS))('on %s', (id, cloud) => {
  const lbctl = (line: string, ...more: readonly string[]) =>
    run(
      [
        ...line.split(/ +/),
        ...more,
        ...['--profile', `sandbox-${id}`, '--endpoint', sandbox.url, '-o', 'json'],
      ],
      { env: homeEnv(folder) },
    );
  // biome-ignore lint/suspicious/noExplicitAny: tests read what they know is there
  const json = async (line: string, ...more: readonly string[]): Promise<any> => {
    const { code, stdout, stderr } = await lbctl(line, ...more);
    expect({ code, stderr }).toMatchObject({ code: 0 });
    return JSON.parse(stdout);
  };
  const place = (port: number) =>
    `listener create --load-balancer ${cloud.loadBalancer} --protocol tcp --port ${port} ${cloud.needs}`;
  const make = async () => {
    lastPort += 1;
    const made = await json(`${place(lastPort)} --name web-${lastPort} --wait`);
    return { ...made, port: lastPort };
  };

  it('create answers the listener, which show and list read the same', async () => {
    const made = await make();
    expect(made).toMatchObject({
      ref: expect.any(String),
      provider: id,
      loadBalancer: cloud.loadBalancer,
      protocol: 'tcp',
      port: lastPort,
      name: `web-${lastPort}`,
    });
    const shown = await json(`listener show ${made.ref}`);
    expect(shown).toMatchObject({ ref: made.ref, port: made.port, status: cloud.begins });
    const line = `listener list --load-balancer ${cloud.loadBalancer} --port ${made.port}`;
    expect((await json(line)).map(({ ref }: { ref: string }) => ref)).toEqual([made.ref]);
    if (cloud.named) expect((await json(`listener show web-${made.port}`)).ref).toBe(made.ref);
  });

  it('create refuses a port that is taken, and changes nothing', async () => {
    const { ref, port } = await make();
    expect(await lbctl(`${place(port)} --name other`)).toMatchObject({ code: 5 });
    expect((await json(`listener show ${ref}`)).name).toBe(`web-${port}`);
  });

  it('create never deletes a listener that was there, also without the pre-flight', async () => {
    const { ref, port } = await make();
    const check =
      id === 'elbv3' || id === 'octavia'
        ? '--health-check on --health-check-protocol tcp --health-check-interval 7 --health-check-timeout 3 --health-check-healthy 2'
        : '--description more';
    const line = `${place(port)} --name web-${port} --no-preflight ${id === 'slb' ? '' : check}`;
    const { code } = await lbctl(line.trim());
    // Where a listener has parts, what is missing is made.
    expect(code).toBe(id === 'elbv3' || id === 'octavia' ? 0 : 5);
    expect((await json(`listener show ${ref}`)).name).toBe(`web-${port}`);
  });

  it('a dry run sends nothing', async () => {
    lastPort += 1;
    const { dryRun, requests } = await json(`${place(lastPort)} --name web --dry-run`);
    expect({ dryRun, count: requests.length > 0 }).toEqual({ dryRun: true, count: true });
    const line = `listener list --load-balancer ${cloud.loadBalancer} --port ${lastPort}`;
    expect(await json(line)).toEqual([]);
  });

  it('update changes what is named, and nothing the second time', async () => {
    const { ref, port } = await make();
    const changed = await json(`listener update ${ref} --name new --wait`);
    expect(changed).toMatchObject({ ref, port, name: 'new' });
    const again = await lbctl(`listener update ${ref} --name new`);
    expect(again).toMatchObject({ code: 0, stderr: expect.stringContaining('unchanged') });
    const other = await lbctl(`listener update ${ref} --load-balancer other`);
    expect(other).toMatchObject({ code: 2 });
  });

  it('stop and start reach the state, and leave one that is there alone', async () => {
    const { ref } = await make();
    const stopped = await lbctl(`listener stop ${ref} --wait`);
    if (!cloud.hasStates) {
      expect(stopped).toMatchObject({ code: 2 });
      return;
    }
    expect(JSON.parse(stopped.stdout).status).toBe('stopped');
    expect((await json(`listener start ${ref} --wait`)).status).toBe('running');
    const again = await lbctl(`listener start ${ref}`);
    expect(again).toMatchObject({ code: 0, stderr: expect.stringContaining('already running') });
  });

  it('delete asks, deletes, and says what is not there', async () => {
    const { ref } = await make();
    expect(await lbctl(`listener delete ${ref}`)).toMatchObject({ code: 2 });
    expect(await lbctl(`listener delete ${ref} --yes --wait`)).toMatchObject({ code: 0 });
    expect(await lbctl(`listener show ${ref}`)).toMatchObject({ code: 4 });
    expect(await lbctl(`listener delete ${ref} --yes`)).toMatchObject({ code: 4 });
    const missing = await lbctl(`listener delete ${ref} --yes --ignore-missing`);
    expect(missing).toMatchObject({ code: 0 });
  });

  it('export is a manifest that apply finds unchanged', async () => {
    await make();
    const line = `listener export --load-balancer ${cloud.loadBalancer}`;
    const exported = await json(line);
    const file = join(folder, `${id}.json`);
    writeFileSync(file, JSON.stringify(exported));
    expect(await lbctl(`listener diff -f ${file}`), JSON.stringify(exported)).toMatchObject({
      code: 0,
    });
    const applied = await json(`listener apply -f ${file} --yes`);
    expect(applied.changes).toEqual([]);
  });
});
