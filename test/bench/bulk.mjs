// Many listeners at once: the time that validate takes for each, and the rate of apply.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { median, peakMemory, time } from './clock.mjs';

const BARE_CLIENT = fileURLToPath(new URL('bare-client.mjs', import.meta.url));
const VALIDATED = 100_000;
const APPLIED = 1000;
const CONCURRENCY = 8;
const ROUNDS = 5;

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

export function manifest(count) {
  return `listeners:\n${Array.from({ length: count }, (_, index) => listener(index)).join('\n')}\n`;
}

function manifestFile(folder, count) {
  const path = join(folder, `${count}.yaml`);
  writeFileSync(path, manifest(count));
  return path;
}

/** Time from the difference of two sizes, so that start-up falls out; and memory for both. */
export async function validation({ program, folder, env }) {
  const validate = [VALIDATED / 10, VALIDATED].map((size) => {
    const argv = [program, 'listener', 'validate', '-f', manifestFile(folder, size)];
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
    megabytes: { small: await validate[0](peakMemory), large: await validate[1](peakMemory) },
  };
}

/**
 * apply against a bare client that sends the very requests that apply sent, signatures and all. The
 * rate is what the other side sees: requests between the first and the last one.
 */
export async function application({ program, folder, env, endpoint }) {
  const seen = async () => (await fetch(`${endpoint}/seen`)).json();
  const rate = ({ requests, milliseconds }) => requests.length / milliseconds;
  const file = manifestFile(folder, APPLIED);
  const apply = `listener apply -f ${file} --yes --quiet --endpoint ${endpoint} --concurrency ${CONCURRENCY}`;
  const applying = [program, ...apply.split(' ')];
  await seen();
  await time(process.execPath, applying, env);
  const { requests } = await seen();
  const recorded = join(folder, 'requests.json');
  writeFileSync(recorded, JSON.stringify(requests));
  const replaying = [BARE_CLIENT, recorded, endpoint, String(CONCURRENCY)];
  const rounds = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const start = await time(process.execPath, ['-e', '0'], env);
    const bare = await time(process.execPath, replaying, env);
    const bareRate = rate(await seen());
    const whole = await time(process.execPath, applying, env);
    const applyRate = rate(await seen());
    rounds.push({
      rate: applyRate / bareRate,
      whole: (bare - start) / (whole - start),
      perSecond: applyRate * 1000,
    });
  }
  const middle = (name) => median(rounds.map((round) => round[name]));
  return {
    listeners: APPLIED,
    requests: requests.length,
    rate: middle('rate'),
    whole: middle('whole'),
    perSecond: middle('perSecond'),
  };
}
