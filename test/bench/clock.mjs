import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** Runs a command, and gives its wall time in milliseconds; one that fails is no measurement. */
export function time(command, argv, env) {
  return run(command, argv, env, () => undefined);
}

const POLL_MS = 20;

/** The peak of its memory in megabytes; undefined where the system does not tell that of a process. */
export async function peakMemory(command, argv, env) {
  let megabytes;
  let watch;
  await run(command, argv, env, (pid) => {
    watch = setInterval(() => {
      megabytes = peakOf(pid) ?? megabytes;
    }, POLL_MS);
  }).finally(() => clearInterval(watch));
  return megabytes;
}

function run(command, argv, env, started) {
  return new Promise((resolve, reject) => {
    const start = process.hrtime.bigint();
    const child = spawn(command, argv, { env, stdio: ['ignore', 'ignore', 'pipe'] });
    started(child.pid);
    let stderr = '';
    child.stderr.on('data', (chunk) => {
      stderr += chunk;
    });
    child.on('error', reject);
    child.on('close', (code) => {
      const milliseconds = Number(process.hrtime.bigint() - start) / 1e6;
      if (code === 0) resolve(milliseconds);
      else reject(new Error(`${command} ${argv.join(' ')} ended with ${code}: ${stderr}`));
    });
  });
}

function peakOf(pid) {
  try {
    const [, kilobytes] = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
    return Number(kilobytes) / 1024;
  } catch {
    return undefined;
  }
}

/**
 * Runs all commands in every round, in a new order each time, so that whatever else the machine
 * does hits them alike.
 * @returns the median wall time of each in milliseconds, by name
 */
export async function interleaved(commands, rounds) {
  const times = new Map(commands.map(({ name }) => [name, []]));
  for (let round = -1; round < rounds; round += 1) {
    for (const { name, command, argv, env } of shuffled(commands)) {
      const milliseconds = await time(command, argv, env);
      // The first round fills the file cache.
      if (round >= 0) times.get(name).push(milliseconds);
    }
  }
  return new Map([...times].map(([name, all]) => [name, median(all)]));
}

export function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

function shuffled(items) {
  return items
    .map((item) => ({ item, at: Math.random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item);
}
