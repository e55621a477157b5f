import { spawn } from 'node:child_process';

/** Wall time of a command in milliseconds; a command that fails is no measurement. */
export function time(command, argv, env) {
  return new Promise((resolve, reject) => {
    const start = process.hrtime.bigint();
    const child = spawn(command, argv, { env, stdio: ['ignore', 'ignore', 'pipe'] });
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

/**
 * Runs all commands in every round, in a new order each time, so that whatever else the machine
 * does hits them alike.
 * @returns the median of each, by name
 */
export async function interleaved(commands, rounds) {
  const times = new Map(commands.map(({ name }) => [name, []]));
  for (let round = -1; round < rounds; round += 1) {
    for (const { name, command, argv, env } of shuffled(commands)) {
      const milliseconds = await time(command, typeof argv === 'function' ? argv() : argv, env);
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
