import { Failure, systemCode } from '../../../failure.ts';
import { parseDuration } from '../../../model/duration.ts';
import { wantsDocument } from '../../../output/format.ts';
import { shellWord } from '../../../output/shell.ts';
import { PROVIDER_IDS, PROVIDERS } from '../../../providers/registry.ts';
import { ownVariable } from '../../../providers/settings.ts';
import { SANDBOX_CREDENTIALS, sandboxEnvironment } from '../../../sandbox/credentials.ts';
import type { Command } from '../../command.ts';
import type { Context } from '../../context.ts';
import { wholeNumber } from '../../flag-values.ts';
import { type Flags, textFlag } from '../../option.ts';

const MAX_LATENCY_MS = 600_000;

export const command: Command = {
  details:
    'Prints the endpoint and credentials as shell exports (or with -o json as one document). All clouds and the Keystone v3 identity service share one port.',
  options: [
    {
      flag: 'port',
      argument: '<port>',
      summary: 'port to listen on; default: any free port',
      group: 'Sandbox',
    },
    {
      flag: 'state',
      argument: '<file>',
      complete: 'file',
      summary: 'file to keep the state in; default: in memory',
      group: 'Sandbox',
    },
    {
      flag: 'latency',
      argument: '<ms>',
      summary: 'minimum delay of each response',
      group: 'Sandbox',
    },
    {
      flag: 'fault',
      argument: '<kind:probability,…>',
      summary:
        'faults to inject: 503, throttle, reset-before, reset-after-commit, html-502, truncate, slow',
      group: 'Sandbox',
    },
    {
      flag: 'seed',
      argument: '<n>',
      summary: 'make faults and ids reproducible',
      group: 'Sandbox',
    },
  ],
  examples: [
    'lbctl sandbox start --port 8099 --state ./clouds.json',
    'lbctl sandbox start > sandbox.env &   # then: . ./sandbox.env',
    "lbctl sandbox start --fault '503:0.1,throttle:0.1,reset-after-commit:0.05' --latency 50",
  ],
  async run({ flags }, context) {
    const { deps, globals } = context;
    const { startSandbox } = await import('../../../sandbox/server.ts');
    const seed = upTo(Number.MAX_SAFE_INTEGER, flags, 'seed');
    const latencyMs = latency(flags);
    const stateFile = textFlag(flags, 'state');
    const port = upTo(65_535, flags, 'port') ?? 0;
    const faults = await readFaults(flags);
    const { url, ...sandbox } = await startSandbox({
      port,
      faults,
      now: deps.now,
      random: seed === undefined ? deps.random : seeded(seed),
      ...(latencyMs === undefined ? {} : { latencyMs }),
      ...(stateFile === undefined ? {} : { stateFile }),
    }).catch((error: unknown) => {
      throw cannotListen(error, port);
    });
    const environment = sandboxEnvironment(url);
    // Published on purpose: no real account has them.
    deps.secrets?.forget(...Object.values(environment));
    const unset = await conflictingVariables(environment, deps.env);
    if (wantsDocument(globals)) {
      await context.print.document({
        url,
        port: sandbox.port,
        endpoints: {
          elb: url,
          elbv3: url,
          octavia: url,
          slb: url,
          identity: environment['OS_AUTH_URL'],
        },
        credentials: SANDBOX_CREDENTIALS,
        environment,
        unset,
      });
    } else {
      const lines = Object.entries(environment).map(
        ([name, value]) => `export ${name}=${shellWord(value)}\n`,
      );
      deps.stdout.write(
        [
          `# elb, elbv3, octavia and slb at ${url}, identity at ${environment['OS_AUTH_URL']}\n`,
          ...(unset.length === 0 ? [] : [`unset ${unset.join(' ')}\n`]),
          ...lines,
        ].join(''),
      );
    }
    context.note(`sandbox: listening on ${url} (Ctrl-C to stop)`);
    await untilInterrupted(context);
    await sandbox.close();
    context.note('sandbox: stopped');
    return 0;
  },
};

function untilInterrupted({ deps: { interrupt } }: Context): Promise<void> {
  return new Promise((resolve) => {
    if (interrupt.aborted) resolve();
    else interrupt.addEventListener('abort', () => resolve(), { once: true });
  });
}

function upTo(max: number, flags: Flags, flag: string): number | undefined {
  const text = textFlag(flags, flag);
  return text === undefined ? undefined : wholeNumber(`--${flag}`, text, 0, max);
}

/** Milliseconds, or a duration such as `2s`. */
function latency(flags: Flags): number | undefined {
  const text = textFlag(flags, 'latency');
  const seconds = text !== undefined && /^\d+[smh]$/.test(text) ? parseDuration(text) : undefined;
  return seconds === undefined || seconds * 1000 > MAX_LATENCY_MS
    ? upTo(MAX_LATENCY_MS, flags, 'latency')
    : seconds * 1000;
}

/** Variables of other accounts, which would override those of the sandbox or mix with them. */
async function conflictingVariables(
  environment: Readonly<Record<string, string>>,
  env: Context['deps']['env'],
): Promise<readonly string[]> {
  const names = new Set(['LBCTL_PROFILE']);
  for (const id of PROVIDER_IDS) {
    const { settings, settingsSource } = await PROVIDERS[id].load();
    for (const name of settingsSource?.variables ?? []) names.add(name);
    for (const [name, { identity, variables }] of Object.entries(settings)) {
      if (identity === undefined && name !== 'region' && name !== 'endpoint') continue;
      for (const variable of [ownVariable(name), ...variables]) names.add(variable);
    }
  }
  return [...names].filter((name) => env[name] !== undefined && environment[name] === undefined);
}

async function readFaults(flags: Flags) {
  const { parseFaults } = await import('../../../sandbox/faults.ts');
  const text = textFlag(flags, 'fault');
  try {
    return text === undefined ? [] : parseFaults(text);
  } catch (error) {
    if (error instanceof RangeError) throw new Failure('usage', `--fault: ${error.message}`);
    throw error;
  }
}

function cannotListen(error: unknown, port: number): unknown {
  const code = systemCode(error);
  if (code === 'EADDRINUSE' || code === 'EACCES') {
    const why = code === 'EACCES' ? 'needs privileges that you do not have' : 'is in use';
    return new Failure('conflict', `port ${port} ${why} (${code})`, {
      hint: 'omit --port to use any free port',
    });
  }
  return error;
}

/** A pseudo-random generator (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
