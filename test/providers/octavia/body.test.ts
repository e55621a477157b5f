import { expect, it } from 'vitest';
import { homeEnv, run, scratch } from '../../program.ts';

const env = homeEnv(scratch());
const LB = '607226db-27ef-4d41-ae89-f2a800e9c2db';
const LINE =
  'octavia listener create --from-file - --dry-run --no-preflight --region RegionOne -o json';

/* The example of the API reference writes the port as a string, which the service reads. */
it.each([
  ['"443"', 0, 443],
  ['443', 0, 443],
  ['"-443"', 2, 'octavia/protocol-port-range'],
  ['"https"', 2, 'octavia/protocol-port-type'],
  ['"443x"', 2, 'octavia/protocol-port-type'],
] as const)('a port in a body: %s', async (port, code, found) => {
  const stdin = `{"listener": {"protocol": "TCP", "protocol_port": ${port}, "loadbalancer_id": "${LB}"}}`;
  const ran = await run(LINE.split(' '), { env, stdin });
  expect(ran.code, ran.stderr).toBe(code);
  const answer = JSON.parse(code === 0 ? ran.stdout : ran.stderr);
  expect(
    code === 0
      ? answer.requests[0].body.listener.protocol_port
      : answer.error.violations.map(({ rule }: { rule: string }) => rule),
  ).toEqual(code === 0 ? found : [found]);
});
