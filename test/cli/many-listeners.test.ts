import { beforeAll, describe, expect, it } from 'vitest';
import { homeEnv, run, scratch } from '../program.ts';

/* Verbs that take several listeners. */

const env = homeEnv(scratch());
const LB = '0b07acf06d243925bc24a0ac7445267a';

const elb = (line: string) => run([...line.split(' '), '--profile', 'sandbox-elb'], { env });

beforeAll(async () => {
  for (const [index, name] of ['a', 'b', 'c', 'd'].entries()) {
    const { code, stderr } = await elb(
      `listener create --load-balancer ${LB} --name ${name} --protocol tcp --port ${7000 + index} --backend-port 80 --algorithm round-robin`,
    );
    expect(code, stderr).toBe(0);
  }
});

describe('several listeners', () => {
  it('are shown as a list', async () => {
    const { code, stdout } = await elb('listener show a b -o json --query [].name');
    expect([code, JSON.parse(stdout)]).toEqual([0, ['a', 'b']]);
  });

  it('one stays one document', async () => {
    const { stdout } = await elb('listener show a -o json');
    expect(JSON.parse(stdout).name).toBe('a');
  });

  it('are done as far as possible, with a line for each that fails', async () => {
    const { code, stdout, stderr } = await elb('listener show a nosuch c -o tsv');
    expect(code).toBe(8);
    expect(stdout.trim().split('\n')).toHaveLength(2);
    expect(stderr).toContain('failed: nosuch: listener "nosuch" not found');
    expect(stderr).toContain('1 of 3 listeners failed');
  });

  it('are done as far as possible, and JSON says why some failed', async () => {
    const { code, stdout, stderr } = await elb('listener show a nosuch c -o json');
    expect(code).toBe(8);
    expect(JSON.parse(stdout).map(({ name }: { name: string }) => name)).toEqual(['a', 'c']);
    const { error } = JSON.parse(stderr.slice(stderr.indexOf('{')));
    expect(error).toMatchObject({
      kind: 'partial',
      failures: [
        {
          listener: 'nosuch',
          error: { kind: 'not-found', hint: 'see: lbctl listener list --profile sandbox-elb' },
        },
      ],
    });
  });

  it('need one confirmation, and nothing is deleted without it', async () => {
    const refused = await elb('elb listener delete c d');
    expect(refused.code).toBe(2);
    expect(refused.stderr).toContain('deleting 2 listeners requires confirmation');
    const { code, stderr } = await elb('elb listener delete c d --yes');
    expect(code, stderr).toBe(0);
    expect(stderr.match(/deleted listener/g)).toHaveLength(2);
    expect((await elb('listener show c')).code).toBe(4);
  });

  it('show their requests in one dry run', async () => {
    const { stdout } = await elb('listener delete a b --dry-run -o json');
    expect(JSON.parse(stdout).requests).toHaveLength(2);
  });

  it('named twice are handled once', async () => {
    const { stdout } = await elb('listener show a a -o json');
    expect(JSON.parse(stdout).name).toBe('a');
  });
});
