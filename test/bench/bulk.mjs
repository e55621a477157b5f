// Many listeners at once: the time that validate takes for each, and what apply takes.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { median, peakMemory, time } from './clock.mjs';

const BARE_CLIENT = fileURLToPath(new URL('bare-client.mjs', import.meta.url));
const VALIDATED = 100_000;
const APPLIED = 1000;
const CONCURRENCY = 8;
const ROUNDS = 5;
const APPLY_ROUNDS = 3;

function listener(index) {
  return {
    provider: 'elb',
    loadBalancer: String(index % 100).padStart(32, '0'),
    name: `l${index}`,
    protocol: 'tcp',
    port: 1 + Math.floor(index / 100),
    backend: { port: 80 },
    algorithm: 'round-robin',
  };
}

function block({ loadBalancer, name, port }) {
  return `  - provider: elb
    loadBalancer: "${loadBalancer}"
    name: ${name}
    protocol: tcp
    port: ${port}
    backend:
      port: 80
    algorithm: round-robin
`;
}

function flow({ loadBalancer, name, port }) {
  return `  - { provider: elb, loadBalancer: "${loadBalancer}", name: ${name}, protocol: tcp, port: ${port}, backend: { port: 80 }, algorithm: round-robin }
`;
}

/** How a manifest can be written. */
const WRITERS = {
  'block style': (listeners) => `listeners:\n${listeners.map(block).join('')}`,
  'flow style': (listeners) => `listeners:\n${listeners.map(flow).join('')}`,
  JSON: (listeners) => JSON.stringify({ listeners }, null, 2),
};

export const STYLES = Object.keys(WRITERS);

export function manifest(count, style = 'block style') {
  return WRITERS[style](Array.from({ length: count }, (_, index) => listener(index)));
}

function manifestFile(folder, count, style) {
  const path = join(folder, `${count}.yaml`);
  writeFileSync(path, manifest(count, style));
  return path;
}

/** Time from the difference of two sizes, so that start-up falls out. */
export async function validation({ program, folder, env }, style) {
  const validate = [VALIDATED / 10, VALIDATED].map((size) => {
    const argv = [program, 'listener', 'validate', '-f', manifestFile(folder, size, style)];
    return (measure) => measure(process.execPath, argv, env);
  });
  const differences = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const [small, large] = [await validate[0](time), await validate[1](time)];
    differences.push(large - small);
  }
  return {
    listeners: VALIDATED,
    microseconds: (median(differences) / (VALIDATED * 0.9)) * 1000,
    megabytes: await validate[1](peakMemory),
  };
}

/**
 * apply against a bare client that sends the very requests that apply sent, as many at a time: the
 * time between the first and the last one as the other side sees it.
 */
export async function application({ program, folder, env, endpoint }) {
  const seen = async () => (await fetch(`${endpoint}/seen`)).json();
  const file = manifestFile(folder, APPLIED);
  const apply = `listener apply -f ${file} --yes --quiet --endpoint ${endpoint} --concurrency ${CONCURRENCY}`;
  const recorded = join(folder, 'requests.json');
  const ratios = [];
  let count = 0;
  for (let round = 0; round < APPLY_ROUNDS; round += 1) {
    await seen();
    await time(process.execPath, [program, ...apply.split(' ')], env);
    const applied = await seen();
    writeFileSync(recorded, JSON.stringify(applied.requests));
    await time(process.execPath, [BARE_CLIENT, recorded, endpoint, String(CONCURRENCY)], env);
    const bare = await seen();
    ratios.push(applied.milliseconds / bare.milliseconds);
    count = applied.requests.length;
  }
  return { listeners: APPLIED, requests: count, ratio: median(ratios) };
}
