// Shows typical commands and their output, on the embedded clouds.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import './ready.mjs';

const program = join(dirname(fileURLToPath(import.meta.url)), '..', 'bin', 'lbctl.cjs');
const folder = mkdtempSync(join(tmpdir(), 'lbctl-demo-'));
// A separate state, so that the demo always starts with the same clouds.
const env = {
  ...process.env,
  LBCTL_SANDBOX_STATE: join(folder, 'sandbox.json'),
  LBCTL_OUTPUT: 'table',
};
for (const name of ['LBCTL_PROFILE', 'LBCTL_PROVIDER', 'LBCTL_ENDPOINT', 'LBCTL_REGION'])
  delete env[name];

function heading(text) {
  process.stdout.write(`\n# ${text}\n`);
}

/** Shows a command, runs it and shows its output. */
function run(command) {
  process.stdout.write(`$ lbctl ${command}\n`);
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...command.split(' ')], {
    cwd: folder,
    env,
    encoding: 'utf8',
  });
  process.stdout.write(stderr + stdout);
  if (status === 0) return;
  process.stdout.write(`exit code ${status}\n`);
  rmSync(folder, { recursive: true });
  process.exit(1);
}

function file(name, body) {
  writeFileSync(join(folder, name), `${JSON.stringify(body, null, 2)}\n`);
  process.stdout.write(`$ cat ${name}\n${JSON.stringify(body, null, 2)}\n`);
}

heading('Huawei Cloud ELB: the example request of the page "Adding a Listener", word for word.');
file('listener.json', {
  name: 'listener1',
  description: '',
  loadbalancer_id: '0b07acf06d243925bc24a0ac7445267a',
  protocol: 'HTTP',
  port: 88,
  backend_protocol: 'HTTP',
  backend_port: 80,
  lb_algorithm: 'roundrobin',
  session_sticky: true,
  sticky_session_type: 'insert',
  cookie_timeout: 100,
  tcp_draining: true,
  tcp_draining_timeout: 5,
});
run('elb listener create --profile sandbox-elb --from-file listener.json');

heading('Select it by name, for the example of "Modifying a Listener".');
file('change.json', {
  name: 'lis',
  description: '',
  port: 9090,
  backend_port: 9090,
  lb_algorithm: 'roundrobin',
});
run('elb listener update listener1 --profile sandbox-elb --from-file change.json');

heading('Alibaba Cloud SLB: an HTTPS listener. A new listener is stopped.');
const listener = 'lb-bp1o94dp5i6earr9g6d1l/https/443';
run(
  'slb https-listener create --profile sandbox-slb --load-balancer-id lb-bp1o94dp5i6earr9g6d1l ' +
    '--listener-port 443 --bandwidth -1 --backend-server-port 8443 ' +
    '--server-certificate-id idkp-123-cn-test-01 --health-check on ' +
    '--sticky-session on --sticky-session-type insert --cookie-timeout 500',
);

heading('Start it and wait until it is running. The portable commands work on both clouds.');
run(`listener start ${listener} --profile sandbox-slb --wait --quiet -o id`);
run(`listener show ${listener} --profile sandbox-slb`);
run('listener list --profile sandbox-slb');

heading('OpenStack Octavia: a listener with its pool and health monitor, in three requests.');
run(
  'listener create --profile sandbox-octavia --load-balancer 3f7c1ee0-6f3b-4f2f-9d5a-7f4d9c1c2a11 ' +
    '--protocol tcp --port 22 --name ssh --algorithm round-robin --health-check-protocol tcp ' +
    '--health-check-interval 5s --health-check-timeout 2s --health-check-healthy 2 --wait',
);

rmSync(folder, { recursive: true });
