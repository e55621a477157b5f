// Start-up and throughput, as ratios within one run: `npm run bench [rounds]`.
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { cpus, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { interleaved, median, time } from './clock.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const program = join(here, '..', '..', 'bin', 'lbctl.cjs');
const folder = mkdtempSync(join(tmpdir(), 'lbctl-bench-'));
const rounds = Number(process.argv[2] ?? 40);
const LISTENERS = 100_000;

// NODE_EXTRA_CA_CERTS adds its own cost to each start, so it is left out.
const env = {
  HOME: folder,
  PATH: process.env.PATH,
  HUAWEICLOUD_SDK_AK: 'bench',
  HUAWEICLOUD_SDK_SK: 'bench',
  HUAWEICLOUD_SDK_PROJECT_ID: 'p',
};

const standIn = spawn(process.execPath, [join(here, 'stand-in.mjs')], {
  stdio: ['ignore', 'pipe', 'inherit'],
});
const port = await new Promise((resolve) => {
  standIn.stdout.once('data', (text) => resolve(String(text).trim()));
});
const endpoint = `http://127.0.0.1:${port}`;

function file(name, text) {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

/** As export writes it. */
function listener(index) {
  return `  - provider: elb
    loadBalancer: "${String(index % 100).padStart(32, '0')}"
    name: l${index}
    protocol: tcp
    port: ${1 + Math.floor(index / 100)}
    backend:
      port: 80
    algorithm: round-robin`;
}

function manifest(count) {
  return `listeners:\n${Array.from({ length: count }, (_, index) => listener(index)).join('\n')}\n`;
}

const CREATE =
  'listener create --provider elb --load-balancer 0b07acf06d243925bc24a0ac7445267a --name bench --protocol tcp --port 80 --backend-port 80 --algorithm round-robin --no-preflight -o json'.split(
    ' ',
  );
const one = file('one.yaml', manifest(1));

/** Name, budget, and the command. */
const ROWS = [
  ['lbctl --version', 1.2, ['--version']],
  ['lbctl --help', 1.5, ['--help']],
  ['listener validate, one listener', 2.0, ['listener', 'validate', '-f', one]],
  ['listener create --dry-run', 2.0, [...CREATE, '--region', 'eu-de', '--dry-run']],
  ['listener create, loopback', 2.6, [...CREATE, '--endpoint', endpoint]],
];

function have(command, ...argv) {
  return spawnSync(command, argv, { stdio: 'ignore' }).status === 0;
}

/** What people use today, where Debian's packages are installed. */
function peers() {
  const found = [];
  if (have('openstack', 'loadbalancer', 'listener', 'create', '--help')) {
    found.push({
      name: 'openstack loadbalancer listener create',
      command: 'openstack',
      argv: 'loadbalancer listener create --protocol TCP --protocol-port 80 --name bench b'.split(
        ' ',
      ),
      env: {
        ...env,
        OS_AUTH_URL: `${endpoint}/v3`,
        OS_USERNAME: 'u',
        OS_PASSWORD: 'p',
        OS_PROJECT_NAME: 'p',
        OS_USER_DOMAIN_NAME: 'd',
        OS_PROJECT_DOMAIN_NAME: 'd',
        OS_IDENTITY_API_VERSION: '3',
      },
    });
  }
  if (have('aws', '--version')) {
    found.push({
      name: 'aws elbv2 create-listener',
      command: 'aws',
      argv: `elbv2 create-listener --load-balancer-arn arn:aws:elasticloadbalancing:us-east-1:1:loadbalancer/app/b/1 --protocol HTTP --port 80 --default-actions Type=forward,TargetGroupArn=arn:aws:elasticloadbalancing:us-east-1:1:targetgroup/t/1 --endpoint-url ${endpoint} --region us-east-1`.split(
        ' ',
      ),
      env: { ...env, AWS_ACCESS_KEY_ID: 'a', AWS_SECRET_ACCESS_KEY: 's' },
    });
  }
  return found;
}

async function startUp() {
  const lbctl = ROWS.map(([name, , argv]) => ({
    name,
    command: process.execPath,
    argv: [program, ...argv],
    env,
  }));
  const bare = { name: 'node -e 0', command: process.execPath, argv: ['-e', '0'], env };
  const times = await interleaved([bare, ...lbctl], rounds);
  const slow = await interleaved(peers(), Math.min(rounds, 5));
  const base = times.get(bare.name);
  const rows = [`| ${bare.name} | ${base.toFixed(0)} ms | 1.00 | |`];
  for (const [name, budget] of ROWS) {
    const ratio = times.get(name) / base;
    rows.push(
      `| ${name} | ${times.get(name).toFixed(0)} ms | ${ratio.toFixed(2)} | ${budget.toFixed(1)}${ratio > budget ? ' (over)' : ''} |`,
    );
  }
  for (const [name, milliseconds] of slow) {
    rows.push(
      `| ${name} | ${milliseconds.toFixed(0)} ms | ${(milliseconds / base).toFixed(1)} | |`,
    );
  }
  return rows;
}

/** Time for each listener, from the difference of two sizes: start-up falls out. */
async function validation() {
  const small = file('small.yaml', manifest(LISTENERS / 10));
  const large = file('large.yaml', manifest(LISTENERS));
  const run = (path) => time(process.execPath, [program, 'listener', 'validate', '-f', path], env);
  const times = [];
  for (let round = 0; round < 3; round += 1) {
    times.push(((await run(large)) - (await run(small))) / (LISTENERS * 0.9));
  }
  return median(times) * 1000;
}

/** The rate of apply over the rate of a bare client that sends the same bodies alike. */
async function application() {
  const count = 1000;
  const concurrency = 8;
  const path = file('apply.yaml', manifest(count));
  const ratios = [];
  for (let round = 0; round < 3; round += 1) {
    const bare = await bareClient(count, concurrency);
    const start = await time(process.execPath, ['-e', '0'], env);
    const whole = await time(
      process.execPath,
      [
        program,
        'listener',
        'apply',
        '-f',
        path,
        '--yes',
        '--quiet',
        '--endpoint',
        endpoint,
        '--concurrency',
        String(concurrency),
      ],
      env,
    );
    ratios.push(bare / (whole - start));
  }
  return median(ratios);
}

async function bareClient(count, concurrency) {
  const agent = new Agent({ keepAlive: true, maxSockets: concurrency });
  const body = JSON.stringify({
    name: 'bench',
    loadbalancer_id: '0'.repeat(32),
    protocol: 'TCP',
    port: 80,
    backend_protocol: 'TCP',
    backend_port: 80,
    lb_algorithm: 'roundrobin',
  });
  const start = process.hrtime.bigint();
  // The same requests: apply lists each of the 100 load balancers, then creates.
  const lists = 100;
  let next = 0;
  const worker = async () => {
    while (next < count + lists) {
      next += 1;
      const isList = next <= lists;
      await new Promise((resolve, reject) => {
        const outgoing = request(`${endpoint}/v1.0/p/elbaas/listeners`, {
          method: isList ? 'GET' : 'POST',
          agent,
          headers: { 'content-type': 'application/json' },
        });
        outgoing
          .on('response', (answer) => answer.resume().on('end', resolve))
          .on('error', reject)
          .end(isList ? undefined : body);
      });
    }
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
  agent.destroy();
  return Number(process.hrtime.bigint() - start) / 1e6;
}

try {
  const [cpu] = cpus();
  process.stdout.write(
    `Node ${process.version}, ${cpus().length} x ${cpu?.model.trim()}, ${new Date().toISOString().slice(0, 10)}; medians of ${rounds} rounds, all commands in each round in a new order.\n\n`,
  );
  process.stdout.write('| command | wall | over bare node | budget |\n|---|---|---|---|\n');
  for (const row of await startUp()) process.stdout.write(`${row}\n`);
  process.stdout.write(
    `\nlistener validate of ${LISTENERS} listeners: ${(await validation()).toFixed(1)} \u00b5s each (budget: 20)\n`,
  );
  process.stdout.write(
    `listener apply of 1,000 listeners over 100 load balancers: ${((await application()) * 100).toFixed(0)} % of the rate of a bare keep-alive client (budget: 70)\n`,
  );
} finally {
  standIn.kill();
  rmSync(folder, { recursive: true });
}
