import { execFile, spawnSync } from 'node:child_process';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import { balancer, describeOnServer, ENV, json, lbctl } from './server.ts';

/* OpenStack's own client sees what lbctl made, and the other way round. */

const HAS_CLIENT =
  spawnSync('openstack', ['loadbalancer', 'listener', 'list', '--help'], { stdio: 'ignore' })
    .status === 0;

// biome-ignore lint/suspicious/noExplicitAny: tests read what they know is there
async function openstack(line: string): Promise<any> {
  const words = ['loadbalancer', ...line.split(' ')];
  const { stdout } = await promisify(execFile)('openstack', words, { env: ENV });
  return stdout === '' ? undefined : JSON.parse(stdout);
}

describeOnServer('OpenStack\u2019s client', () => {
  const name = HAS_CLIENT ? 'beside lbctl' : 'beside lbctl (left out: no python3-octaviaclient)';
  describe.skipIf(!HAS_CLIENT)(name, () => {
    let lb: string;
    beforeAll(async () => {
      lb = await balancer();
    });

    it('sees what lbctl made', async () => {
      const made = await json(
        `listener create --wait --load-balancer ${lb} --protocol http --port 80 --name ours --algorithm round-robin --access allow --access-list 192.0.2.0/24 --idle-timeout 90s --tag a=b`,
      );
      expect(await openstack(`listener show ${made.id} -f json`)).toMatchObject({
        name: 'ours',
        protocol: 'HTTP',
        protocol_port: 80,
        timeout_client_data: 90_000,
        allowed_cidrs: '192.0.2.0/24',
        tags: 'a=b',
        default_pool_id: made.native.pool.id,
      });
    });

    it('makes what lbctl sees, changes and deletes', async () => {
      const made = await openstack(
        `listener create --wait --name theirs --protocol TCP --protocol-port 81 --connection-limit 5 --timeout-client-data 60000 --timeout-member-data 60000 -f json ${lb}`,
      );
      const seen = await json('listener show theirs');
      expect(seen).toMatchObject({ id: made.id, protocol: 'tcp', port: 81, idleTimeout: 60 });
      expect(seen.native.listener.connection_limit).toBe(5);
      await json('listener update theirs --wait --description changed');
      expect((await openstack('listener show theirs -f json')).description).toBe('changed');
      expect((await lbctl('listener delete theirs --yes --wait')).code).toBe(0);
      expect(await openstack('listener list --name theirs -f json')).toEqual([]);
    });
  });
});
