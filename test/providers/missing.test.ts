import { expect, it } from 'vitest';
import { homeEnv, run, scratch } from '../program.ts';

/* What is missing is said with what may be given, in the words of the command. */

const env = homeEnv(scratch());

async function errorsOf(line: string): Promise<readonly string[]> {
  const words = line.split(' ');
  const { stderr } = await run([...words, '--dry-run', '--no-preflight', '-o', 'json'], { env });
  const { violations } = JSON.parse(stderr.slice(stderr.indexOf('{'))).error;
  return violations.map(({ message }: { message: string }) => message);
}

const MADE = 'a health check is made, and the service requires it';
const GROUP = 'a backend group is made, and the service requires it';
const ELBV3 =
  'listener create --provider elbv3 --load-balancer 098b2f68-af1c-41a9-8efd-69958722af62 --port 80';
const OCTAVIA =
  'listener create --provider octavia --load-balancer 3f7c1ee0-6f3b-4f2f-9d5a-7f4d9c1c2a11 --port 80';
const PKCS12 = 'the URI of a PKCS12 secret in the key manager, for example';

it.each([
  [
    `${ELBV3} --protocol http --health-check-path /ok`,
    [
      `--algorithm is missing: ${GROUP}; it takes round-robin, weighted-round-robin, least-connections, weighted-least-connections or source-ip, for example --algorithm round-robin`,
      `--health-check-protocol is missing: ${MADE}; it takes tcp, http, https, tls or grpc, for example --health-check-protocol tcp`,
      `--health-check-interval is missing: ${MADE}; it takes a duration from 1s to 50s, for example --health-check-interval 10s`,
      `--health-check-timeout is missing: ${MADE}; it takes a duration from 1s to 50s, for example --health-check-timeout 5s`,
      `--health-check-healthy is missing: ${MADE}; it takes 1 to 10, for example --health-check-healthy 3`,
    ],
  ],
  [
    `${ELBV3} --protocol udp --health-check-interval 5`,
    [
      `--health-check-protocol is missing: ${MADE}; it takes udp-connect, for example --health-check-protocol udp-connect`,
    ],
  ],
  [
    `${ELBV3} --protocol https`,
    [
      '--certificate is missing: HTTPS listeners need a certificate; see the ids with: lbctl certificate list',
    ],
  ],
  [
    `${OCTAVIA} --protocol udp --health-check-path /ok`,
    [
      `--health-check-protocol is missing: ${MADE}; it takes tcp, http, udp-connect or sctp, for example --health-check-protocol tcp`,
      `--health-check-interval is missing: ${MADE}; it takes a duration, for example --health-check-interval 10s`,
      `--health-check-healthy is missing: ${MADE}; it takes 1 to 10, for example --health-check-healthy 3`,
    ],
  ],
  [
    `${OCTAVIA} --protocol https`,
    [
      `--certificate is missing: TERMINATED_HTTPS listeners need a certificate; it takes ${PKCS12} --certificate https://key-manager.example.com/v1/secrets/ID`,
    ],
  ],
  [
    'elbv3 listener create --protocol TCP --healthmonitor-url-path /ok',
    [
      `--pool-protocol is missing: ${GROUP}; it takes TCP, for example --pool-protocol TCP`,
      `--healthmonitor-delay is missing: ${MADE}; it takes 1–50 s, for example --healthmonitor-delay 10`,
      `--healthmonitor-max-retries is missing: ${MADE}; it takes 1–10, for example --healthmonitor-max-retries 1`,
    ],
  ],
  [
    'octavia listener create --protocol HTTP --pool-protocol HTTP --healthmonitor-url-path /ok',
    [
      `--pool-lb-algorithm is missing: ${GROUP}; it takes ROUND_ROBIN, LEAST_CONNECTIONS, SOURCE_IP or SOURCE_IP_PORT, for example --pool-lb-algorithm ROUND_ROBIN`,
      `--healthmonitor-type is missing: ${MADE}; it takes HTTP, HTTPS, PING, TCP or TLS-HELLO, for example --healthmonitor-type HTTP`,
    ],
  ],
  [
    'elb listener create --protocol HTTPS',
    [
      '--certificate-id is missing: HTTPS listeners need a certificate; see the ids with: lbctl certificate list',
    ],
  ],
])('lbctl %s', async (line, messages) => {
  const found = await errorsOf(line);
  for (const message of messages) {
    expect(found).toContainEqual(expect.stringContaining(message));
  }
  for (const message of found.filter((one) => one.includes(' is missing'))) {
    expect(message).toMatch(/; (it takes .+|see the ids with: .+)$|, for example .+$/);
  }
});
