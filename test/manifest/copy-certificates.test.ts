import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { ownClouds } from './own-clouds.ts';

/* Which certificates a copy of a load balancer takes along, and which are left to do by hand. */

const { lbctl, folder } = ownClouds();

const CLASSIC = '0b07acf06d243925bc24a0ac7445267a';
const DEDICATED = '098b2f68-af1c-41a9-8efd-69958722af62';
const OCTAVIA = '3f7c1ee0-6f3b-4f2f-9d5a-7f4d9c1c2a11';
const SERVER = '23ef9aad4ecb463580476d324a6c71af';
const WWW = '3d8a7a02f87a40ed931b719edfe75451';
const API = '8f7b2a3de9944f1f8d1d2b9a35d7b7a1';
const NEW_SERVER = '233a325e5e3e4ce8beeb320aa714cc12';
const CA = '7875ccb4c6b44cdb90ab2ab89892ab71';

const TO = `--to-profile sandbox-elbv3 --to-load-balancer ${DEDICATED}`;
const copy = (more: string) =>
  lbctl(`listener copy --all --profile sandbox-elb --load-balancer ${CLASSIC} ${TO} ${more}`);

describe('a listener with certificates by server name', () => {
  beforeEach(async () => {
    const { code, stderr } = await lbctl(
      `listener create --profile sandbox-elb --load-balancer ${CLASSIC} --name web --protocol https --port 443 --backend-port 80 --algorithm round-robin --certificate ${SERVER} --sni-certificate ${WWW} --sni-certificate ${API}`,
    );
    expect(code, stderr).toBe(0);
  });

  it.each<[string, readonly string[], readonly string[]]>([
    ['', [`certificate ${SERVER}`, `SNI certificate ${WWW}`, `SNI certificate ${API}`], [WWW, API]],
    [
      `--map-certificate ${SERVER}=${NEW_SERVER}`,
      [`SNI certificate ${WWW}`, `SNI certificate ${API}`],
      [WWW, API],
    ],
    [
      `--map-certificate ${SERVER}=${NEW_SERVER} --map-certificate ${WWW}=${WWW}`,
      [`SNI certificate ${API}`],
      [API],
    ],
    [`--sni-certificate ${WWW}`, [`certificate ${SERVER}`], []],
  ])('%s asks for the others by hand', async (words, byHand, lost) => {
    const { code, stdout, stderr } = await copy(`--report json ${words}`.trim());
    expect([code, stderr]).toEqual([0, expect.not.stringContaining('warning')]);
    const [listener] = JSON.parse(stdout).listeners;
    const uploads = listener.byHand.filter((what: string) => what.startsWith('upload'));
    expect(uploads).toEqual(
      byHand.map((what) => {
        const id = what.split(' ').at(-1);
        return `upload ${what} to the new account, and map it: --map-certificate ${id}=NEW-ID`;
      }),
    );
    const sni = listener.fields.find(
      ({ field }: { field: string }) => field === 'tls.sniCertificates',
    );
    expect(sni.result === 'lost' ? sni.value.split(', ') : []).toEqual(lost);
  });

  it('keeps those that are mapped, and loses the others with --allow-loss only', async () => {
    const words = `--map-certificate ${SERVER}=${NEW_SERVER} --map-certificate ${WWW}=${WWW} --yes`;
    const refused = await copy(words);
    expect([refused.code, refused.stderr]).toEqual([
      2,
      expect.stringContaining(`tls.sniCertificates (${API}) is an id in the source account`),
    ]);
    expect((await copy(`${words} --allow-loss -q`)).stdout).toBe('1 created, 0 unchanged\n');
    const { stdout } = await lbctl('listener show web --profile sandbox-elbv3 -o json');
    expect(JSON.parse(stdout).tls).toMatchObject({
      certificate: NEW_SERVER,
      sniCertificates: [WWW],
    });
    expect((await copy(`${words} --allow-loss -q`)).stdout).toBe('1 unchanged\n');
  });

  it('keeps those that are not mapped within its account', async () => {
    const other = '6bc8ea43123641ba834e3d9bf72faec0';
    const { code, stderr } = await lbctl(
      `listener copy --all --profile sandbox-elb --load-balancer ${CLASSIC} --to-load-balancer ${other} --map-certificate ${API}=${SERVER} --yes`,
    );
    expect(code, stderr).toBe(0);
    const { stdout } = await lbctl(
      `listener list --profile sandbox-elb --load-balancer ${other} -o json`,
    );
    expect(JSON.parse(stdout)[0].tls.sniCertificates).toEqual([WWW, SERVER]);
  });

  it('goes without them where the cloud has none', async () => {
    const { code, stdout } = await lbctl(
      `listener copy --all --profile sandbox-elb --load-balancer ${CLASSIC} --to-profile sandbox-slb --to-load-balancer lb-bp1o94dp5i6earr9g6d1l --bandwidth unlimited --certificate idkp-123-cn-test-01 --map-certificate ${WWW}=x --map-certificate ${API}=y --report json`,
    );
    expect(code).toBe(0);
    const [{ fields, byHand }] = JSON.parse(stdout).listeners;
    expect(fields).toContainEqual(
      expect.objectContaining({
        field: 'tls.sniCertificates',
        result: 'lost',
        reason: expect.stringContaining('is not supported by slb'),
      }),
    );
    expect(byHand.join()).not.toContain('upload');
  });

  it('warns of each id that is mapped for nothing, once', async () => {
    const file = join(folder, 'ids.yaml');
    writeFileSync(
      file,
      `loadBalancers: {${CLASSIC}: ${DEDICATED}, nosuch: ${DEDICATED}}\ncertificates: {${SERVER}: ${NEW_SERVER}, typo: ${WWW}}\n`,
    );
    const { code, stderr } = await lbctl(
      `listener export --profile sandbox-elb --load-balancer ${CLASSIC} --to-provider elbv3 --map-file ${file} --map-certificate typo=${API} --allow-loss`,
    );
    expect(code, stderr).toBe(0);
    expect(stderr.match(/^warning: .*$/gm)).toEqual([
      `warning: none of the listeners is on load balancer nosuch, which is mapped to ${DEDICATED}`,
      `warning: none of the listeners uses certificate typo, which is mapped to ${API}`,
    ]);
  });
});

it('asks for the certificate that checks clients by hand as well', async () => {
  const { code, stderr } = await lbctl(
    `listener create --profile sandbox-elbv3 --load-balancer ${DEDICATED} --protocol https --port 443 --algorithm round-robin --certificate ${NEW_SERVER} --ca-certificate ${CA}`,
  );
  expect(code, stderr).toBe(0);
  const { stdout } = await lbctl(
    `listener copy --all --profile sandbox-elbv3 --load-balancer ${DEDICATED} --to-profile sandbox-octavia --to-load-balancer ${OCTAVIA} --report json`,
  );
  expect(JSON.parse(stdout).listeners[0].byHand).toEqual([
    expect.stringContaining(`upload certificate ${NEW_SERVER} to the new account`),
    expect.stringContaining(`upload CA certificate ${CA} to the new account`),
  ]);
});
