import type { Client } from '../client/client.ts';
import type { Deps } from '../deps.ts';
import type { Failure } from '../failure.ts';
import type { Listener } from '../model/listener.ts';
import type { Violation } from '../model/violation.ts';
import type { DryRun } from '../operations/change.ts';
import type { WaitOptions } from '../operations/wait.ts';
import {
  formatDocument,
  formatListener,
  formatListeners,
  formatTable,
  type Rows,
  type Shape,
} from '../output/format.ts';
import { printable } from '../output/printable.ts';
import { warningText } from '../output/problem.ts';
import { createWaiting, type Waiting } from '../output/progress.ts';
import { paintLine, type Style } from '../output/style.ts';
import type { TargetFlags } from '../profile/named.ts';
import type { Target } from '../profile/target.ts';
import type { ProviderId } from '../providers/registry.ts';
import type { Globals } from './global-options.ts';

/** What a command has to work with. */
export interface Context {
  readonly deps: Deps;
  readonly globals: Globals;
  /** @param region one that the command's own parameters say */
  target(fixed?: ProviderId, region?: string): Promise<Target>;
  connect(target: Target, options?: ConnectFor): Promise<Client>;
  /** Where calls go; starts the sandbox when that is meant. */
  address(target: Target): Promise<string>;
  /** The colours of stderr. */
  readonly style: Style;
  /** A line for people on stderr; silent with `--quiet`. */
  note(line: string): void;
  /** The same, also with `--quiet`: something went wrong. */
  tell(line: string): void;
  /** Lines for people on stdout, where the answer is a text. */
  print(lines: readonly string[]): void;
  warn(warnings: readonly Violation[]): void;
  answer: Answers;
  /** Undefined unless the user wants to wait. */
  readonly wait: WaitOptions | undefined;
  /** How to wait, whether or not it was asked for. */
  readonly waitOptions: WaitOptions;
  close(): Promise<void>;
}

export interface ConnectFor {
  readonly preflight?: boolean;
  readonly reads?: boolean;
  /** What is in flight when the command is interrupted is let finish. */
  readonly finish?: boolean;
  /** Told of each answer that makes a request be sent again. */
  readonly retrying?: (failure: Failure) => void;
}

/** The answer on stdout, in the format that was asked for. */
export interface Answers {
  listener(listener: Listener): Promise<void>;
  listeners(listeners: readonly Listener[]): Promise<void>;
  document(document: unknown): Promise<void>;
  rows(rows: Rows): Promise<void>;
  dryRun(run: Pick<DryRun, 'requests' | 'warnings'>): Promise<void>;
}

/** The colours of each stream. */
export interface Styles {
  readonly stdout: Style;
  readonly stderr: Style;
}

export function createContext(deps: Deps, globals: Globals, styles: Styles): Context {
  const { stdout, stderr } = deps;
  const say = (line: string) => stderr.write(`${paintLine(printable(line), styles.stderr)}\n`);
  const note = (line: string) => {
    if (!globals.quiet) say(line);
  };
  const hints: string[] = [];
  const shape: Shape = {
    format: globals.format,
    columns: globals.columns,
    query: globals.query,
    width: stdout.columns,
    style: styles.stdout,
    hint: (line) => hints.push(line),
  };
  /** Hints come last, where they are seen below a long table. */
  const put = async (text: Promise<string>) => {
    stdout.write(await text);
    for (const hint of hints.splice(0)) note(`hint: ${hint}`);
  };
  const embedded = embeddedSandbox(deps, say);
  let started: Waiting | undefined;
  const waiting = (): Waiting => {
    // Who reads data reads the error document on stderr too, and wants nothing before it.
    const data = globals.format === 'json' || globals.format === 'yaml';
    started ??= createWaiting(stderr, globals.quiet || data);
    return started;
  };
  const waitOptions: WaitOptions = {
    timeoutMs: globals.waitTimeoutMs,
    sleep: deps.sleep,
    now: deps.now,
    progress: ({ ref, status }) => waiting().seen(`waiting: listener ${ref} is ${status}`),
    ended: () => started?.end(),
  };
  return {
    deps,
    globals,
    async target(fixed, region) {
      const { resolveTarget } = await import('../profile/target.ts');
      const target = await resolveTarget(
        { ...placeFlags(globals), ...(region === undefined ? {} : { region }) },
        deps.env,
        fixed,
      );
      for (const warning of target.warnings) say(`warning: ${warning}`);
      return target;
    },
    async connect(target, { preflight = false, reads = false, finish = false, retrying } = {}) {
      const { connect, hasCredentials } = await import('../client/client.ts');
      return connect(target, finish ? { ...deps, interrupt: new AbortController().signal } : deps, {
        ...(retrying === undefined ? {} : { retrying }),
        timeoutMs: globals.timeoutMs,
        retries: globals.retries,
        offline: globals.dryRun && !reads && (!preflight || !hasCredentials(target)),
        sandbox: () => embedded.open(),
        ...(globals.debug ? { log: (line: string) => say(`debug: ${line}`) } : {}),
      });
    },
    async address(target) {
      const { baseUrl } = await import('../client/client.ts');
      return baseUrl(target, { offline: false, sandbox: () => embedded.open() });
    },
    style: styles.stderr,
    note,
    tell: say,
    print: (lines) =>
      stdout.write(lines.map((line) => `${paintLine(printable(line), styles.stdout)}\n`).join('')),
    warn(warnings) {
      for (const warning of warnings) say(warningText(warning));
    },
    answer: {
      listener: (listener) => put(formatListener(listener, shape)),
      listeners: async (listeners) => {
        await put(formatListeners(listeners, shape));
        if (listeners.length === 0 && stdout.isTerminal && shape.format === 'table')
          note('no listeners');
      },
      document: (document) => put(formatDocument(document, shape)),
      rows: (rows) => put(formatTable(rows, shape)),
      dryRun: (run) => put(formatDryRun(run, shape)),
    },
    wait: globals.wait ? waitOptions : undefined,
    waitOptions,
    close: () => embedded.close(),
  };
}

/** What the command line itself says: a profile that it names comes before any variable. */
export function placeFlags(globals: Globals): TargetFlags {
  const said = (name: 'profile' | 'provider' | 'region' | 'endpoint') =>
    globals.given.has(name) ? globals[name] : undefined;
  return {
    profile: said('profile'),
    provider: said('provider'),
    region: said('region'),
    endpoint: said('endpoint'),
  };
}

/** The sandbox lives as long as the command; its state is in a file. */
function embeddedSandbox(deps: Deps, say: (line: string) => void) {
  let running: Promise<{ readonly url: string; close(): Promise<void> }> | undefined;
  return {
    async open(): Promise<string> {
      if (running === undefined) {
        running = import('../sandbox/embedded.ts').then(({ openEmbedded }) => openEmbedded(deps));
        await running;
        say('sandbox: using the embedded cloud; no real resources are changed');
      }
      return (await running).url;
    },
    async close(): Promise<void> {
      await (await running?.catch(() => undefined))?.close();
    },
  };
}

async function formatDryRun(
  run: Pick<DryRun, 'requests' | 'warnings'>,
  shape: Shape,
): Promise<string> {
  const document = { dryRun: true, requests: run.requests, warnings: run.warnings };
  if (shape.format === 'json' || shape.format === 'yaml' || shape.query !== undefined) {
    return formatDocument(document, shape);
  }
  return run.requests
    .map(({ method, url, headers, query, body }) => {
      const pairs = Object.entries(query).map(([name, value]) => `  ${name}=${value}`);
      const head = Object.entries(headers).map(([name, value]) => `  ${name}: ${value}`);
      const json = body === null ? [] : JSON.stringify(body, null, 2).split('\n');
      return [`${method} ${url}`, ...head, ...pairs, ...json]
        .map((line) => `${printable(line)}\n`)
        .join('');
    })
    .join('\n');
}
