// Start-up and throughput, as ratios within one run: `npm run bench [rounds]`.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { application, manifest, STYLES, validation } from './bulk.mjs';
import { interleaved } from './clock.mjs';
import { otherNode } from './nodes.mjs';
import { findPeers } from './peers.mjs';

const program = fileURLToPath(new URL('../../bin/lbctl.cjs', import.meta.url));
const standInFile = fileURLToPath(new URL('stand-in.mjs', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'lbctl-bench-'));
const rounds = Number(process.argv[2] ?? 40);
const PEER_ROUNDS = 5;

// NODE_EXTRA_CA_CERTS adds its own cost to each start, so it is left out.
const env = {
  HOME: folder,
  PATH: process.env.PATH,
  HUAWEICLOUD_SDK_AK: 'bench',
  HUAWEICLOUD_SDK_SK: 'bench',
  HUAWEICLOUD_SDK_PROJECT_ID: 'p',
};

function print(line = '') {
  process.stdout.write(`${line}\n`);
}

/** Name, budget, and the command. */
function rowsOf(endpoint) {
  const one = join(folder, 'one.yaml');
  writeFileSync(one, manifest(1));
  const create =
    'listener create --provider elb --load-balancer 0b07acf06d243925bc24a0ac7445267a --name bench --protocol tcp --port 80 --backend-port 80 --algorithm round-robin --no-preflight -o json'.split(
      ' ',
    );
  return [
    ['lbctl --version', 1.2, ['--version']],
    ['lbctl --help', 1.2, ['--help']],
    ['lbctl listener validate, one listener', 2.1, ['listener', 'validate', '-f', one]],
    ['lbctl listener create --dry-run', 2.1, [...create, '--region', 'eu-de', '--dry-run']],
    ['lbctl listener create, to loopback', 2.8, [...create, '--endpoint', endpoint]],
  ];
}

const BARE = 'node -e 0';

/** Each row over a bare start of the same Node. */
async function startUp(node, rows) {
  const commands = [
    { name: BARE, command: node, argv: ['-e', '0'], env },
    ...rows.map(([name, , argv]) => ({ name, command: node, argv: [program, ...argv], env })),
  ];
  const times = await interleaved(commands, rounds);
  const bare = times.get(BARE);
  return { bare, ratio: (name) => times.get(name) / bare };
}

async function startUpTable(endpoint) {
  const rows = rowsOf(endpoint);
  const own = await startUp(process.execPath, rows);
  const other = otherNode(folder);
  const beside = other === undefined ? undefined : await startUp(other.path, rows);
  const peers = await interleaved(findPeers(endpoint, env), Math.min(rounds, PEER_ROUNDS));

  const shown = (start, name) => (start === undefined ? '' : start.ratio(name).toFixed(2));
  print(
    `| over a bare start | Node ${process.version} | budget | Node ${other?.version ?? '24'} |`,
  );
  print('| --- | --- | --- | --- |');
  for (const [name, budget] of rows) {
    const over = own.ratio(name) > budget ? ' (over)' : '';
    print(
      `| ${name} | ${shown(own, name)}${over} | ${budget.toFixed(1)} | ${shown(beside, name)} |`,
    );
  }
  for (const [name, milliseconds] of peers) {
    print(`| ${name} | ${(milliseconds / own.bare).toFixed(0)} | | |`);
  }
  const bares = [`Node ${process.version}: ${own.bare.toFixed(0)} ms`];
  if (beside !== undefined) bares.push(`Node ${other.version}: ${beside.bare.toFixed(0)} ms`);
  print();
  print(`A bare start (${BARE}) takes: ${bares.join(', ')}.`);
  if (beside === undefined) print('The npm package with Node 24 could not be had.');
  if (peers.size < 2) print('Of openstack (with octavia) and aws, those not shown are not here.');
}

/** Milliseconds before each answer, as of a cloud that is not next door. */
const LATENCY = 50;

function startStandIn(latency) {
  const standIn = spawn(process.execPath, [standInFile, String(latency)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const endpoint = new Promise((resolve) => {
    standIn.stdout.once('data', (text) => resolve(`http://127.0.0.1:${String(text).trim()}`));
  });
  return { endpoint, stop: () => standIn.kill() };
}

const standIn = startStandIn(0);
const distant = startStandIn(LATENCY);
try {
  const endpoint = await standIn.endpoint;
  const [cpu] = cpus();
  print(
    `${cpus().length} x ${cpu?.model.trim()}, ${new Date().toISOString().slice(0, 10)}. Medians of ${rounds} rounds; each round runs all commands`,
  );
  print('in a new order. The cloud is a process of its own that accepts everything at once.');
  print();
  await startUpTable(endpoint);

  const at = { program, folder, env };
  print();
  for (const style of STYLES) {
    const { listeners, microseconds, megabytes } = await validation(at, style);
    const peak = megabytes === undefined ? 'not known here' : `${megabytes.toFixed(0)} MB`;
    print(
      `validate of ${listeners} listeners, ${style}: ${microseconds.toFixed(1)} \u00b5s each (budget: 30), peak memory ${peak} (budget: 500 MB)`,
    );
  }
  const applied = await application({ ...at, endpoint: await distant.endpoint });
  print(
    `apply of ${applied.listeners} listeners over 100 load balancers, ${applied.requests} requests, ${LATENCY} ms for each answer: ${applied.ratio.toFixed(2)} of what a bare client takes for the same requests (budget: 1.15)`,
  );
} finally {
  standIn.stop();
  distant.stop();
  rmSync(folder, { recursive: true });
}
