import type { Client } from '../client/client.ts';
import type { Deps } from '../deps.ts';
import type { Failure } from '../failure.ts';
import type { Listener } from '../model/listener.ts';
import type { Violation } from '../model/violation.ts';
import type { DryRun } from '../operations/preflight.ts';
import type { WaitOptions } from '../operations/wait.ts';
import {
  formatDocument,
  formatListener,
  formatListeners,
  formatTable,
  isData,
  type Rows,
  type Shape,
  wantsDocument,
} from '../output/format.ts';
import { printable } from '../output/printable.ts';
import { warningText } from '../output/problem.ts';
import { createWaiting } from '../output/progress.ts';
import { paintLine, type Style } from '../output/style.ts';
import type { TargetFlags } from '../profile/named.ts';
import type { Target } from '../profile/target.ts';
import type { ProviderId } from '../providers/registry.ts';
import type { Globals } from './global-options.ts';

/** What a command runs with. */
export interface Context {
  readonly deps: Deps;
  readonly globals: Globals;
  /** @param own region and project of the command's own parameters, a cloud that was asked for */
  target(fixed?: ProviderId, own?: Omit<TargetFlags, 'endpoint'>): Promise<Target>;
  connect(target: Target, options?: ConnectFor): Promise<Client>;
  /**
   * The base URL of the API, or of the identity service that knows it; starts the sandbox if the
   * target is one.
   */
  address(target: Target): Promise<string>;
  /** Colors of stderr. */
  readonly style: Style;
  /** Writes a line to stderr, unless `--quiet` is given. */
  note(line: string): void;
  /** Writes a line to stderr, even with `--quiet`. */
  writeStderr(line: string): void;
  writeStdout(lines: readonly string[]): void;
  warn(warnings: readonly Violation[]): void;
  readonly print: Printer;
  /** Undefined without `--wait`. */
  readonly wait: WaitOptions | undefined;
  readonly waitOptions: WaitOptions;
  close(): Promise<void>;
}

export interface ConnectFor {
  readonly preflight?: boolean;
  readonly reads?: boolean;
  /** One of many changes: waits for a busy cloud, and completes even if the command is interrupted. */
  readonly finish?: boolean;
  /** Called before each retry. */
  readonly onRetry?: (failure: Failure) => void;
}

/** Prints the result on stdout, in the format of `--output`. */
export interface Printer {
  listener(listener: Listener): Promise<void>;
  listeners(listeners: readonly Listener[]): Promise<void>;
  /** Draws the terminal anew, with as many listeners as fit. */
  screen(listeners: readonly Listener[], title: string): Promise<void>;
  document(document: unknown): Promise<void>;
  rows(rows: Rows): Promise<void>;
  dryRun(run: Pick<DryRun, 'requests' | 'warnings'>): Promise<void>;
}

/** The cursor goes home and the screen is cleared; what scrolled away stays. */
const CLEAR = '\u001b[H\u001b[2J';

/** Shorter pauses before a retry pass without a word. */
const LONG_PAUSE_MS = 5000;

export function createContext(
  deps: Deps,
  globals: Globals,
  styles: Readonly<Record<'stdout' | 'stderr', Style>>,
): Context {
  const { stdout, stderr } = deps;
  const writeStderr = (line: string) =>
    stderr.write(`${paintLine(printable(line), styles.stderr)}\n`);
  const note = (line: string) => {
    if (!globals.quiet) writeStderr(line);
  };
  const hints: string[] = [];
  const shape: Shape = {
    format: globals.format,
    columns: globals.columns,
    query: globals.query,
    headers: globals.headers,
    now: deps.now,
    // Read each time, since windows are resized.
    get width() {
      return stdout.columns;
    },
    style: styles.stdout,
    hint: (line) => hints.push(line),
    mask: (text) => stdout.mask?.(text) ?? text,
  };
  /** Hints come last, so that they are visible below a long table. */
  const print = async (text: Promise<string>) => {
    stdout.write(await text);
    for (const hint of hints.splice(0)) note(`hint: ${hint}`);
  };
  const embedded = embeddedSandbox(deps, writeStderr);
  // Programs parse the error document on stderr, so nothing may precede it.
  const waiting = createWaiting(stderr, globals.quiet || isData(globals.format));
  const waitOptions: WaitOptions = {
    timeoutMs: globals.waitTimeoutMs,
    sleep: deps.sleep,
    now: deps.now,
    progress: ({ ref, status }) => waiting.show(`waiting: listener ${ref} is ${status}`),
    ended: () => waiting.end(),
  };
  const noteLongPause = ({ message }: Failure, pauseMs: number) => {
    if (pauseMs < LONG_PAUSE_MS || isData(globals.format)) return;
    note(`waiting ${Math.round(pauseMs / 1000)} s before another try: ${message}`);
  };
  return {
    deps,
    globals,
    async target(fixed, { region, projectId, profile, provider } = {}) {
      const { resolveTarget } = await import('../profile/target.ts');
      const target = await resolveTarget(
        {
          ...placeFlags(globals),
          ...(region === undefined ? {} : { region }),
          ...(profile === undefined ? {} : { profile }),
          ...(provider === undefined ? {} : { provider }),
          projectId,
        },
        deps,
        fixed,
      );
      for (const warning of target.warnings) writeStderr(`warning: ${warning}`);
      return target;
    },
    async connect(target, { preflight = false, reads = false, finish = false, onRetry } = {}) {
      const { connect, hasCredentials } = await import('../client/client.ts');
      return connect(target, finish ? { ...deps, interrupt: new AbortController().signal } : deps, {
        onRetry: (failure, pauseMs) => {
          noteLongPause(failure, pauseMs);
          onRetry?.(failure);
        },
        timeoutMs: globals.timeoutMs,
        busyTimeoutMs: globals.wait || finish ? globals.waitTimeoutMs : 0,
        readyTimeoutMs: globals.waitTimeoutMs,
        onBusy: ({ loadBalancer, shown }) =>
          waiting.show(`waiting: load balancer ${loadBalancer} is ${shown}`),
        onReady: () => waiting.end(),
        retries: globals.retries,
        offline: globals.dryRun && !reads && (!preflight || !hasCredentials(target)),
        sandbox: () => embedded.open(),
        ...(globals.debug ? { log: (line: string) => writeStderr(`debug: ${line}`) } : {}),
      });
    },
    async address(target) {
      const { baseUrl } = await import('../client/client.ts');
      const url = await baseUrl(target, { offline: false, sandbox: () => embedded.open() });
      if (url !== undefined) return url;
      const { authUrl } = target.settings;
      if (authUrl !== undefined) return authUrl;
      const { noCredentials } = await import('../client/identity.ts');
      throw noCredentials(target);
    },
    style: styles.stderr,
    note,
    writeStderr,
    writeStdout: (lines) =>
      stdout.write(lines.map((line) => `${paintLine(printable(line), styles.stdout)}\n`).join('')),
    warn(warnings) {
      for (const warning of warnings) writeStderr(warningText(warning));
    },
    print: {
      listener: (listener) => print(formatListener(listener, shape)),
      listeners: async (listeners) => {
        await print(formatListeners(listeners, shape));
        if (listeners.length === 0 && stdout.isTerminal && shape.format === 'table')
          note('no listeners');
      },
      async screen(listeners, title) {
        const lines = (await formatListeners(listeners, shape)).trimEnd().split('\n');
        // One line for the title, one for the cursor.
        const space = (stdout.rows ?? Infinity) - 2;
        const left = lines.length - space + 1;
        const shown =
          left > 1 ? [...lines.slice(0, space - 1), `\u2026 and ${left} more lines`] : lines;
        hints.splice(0);
        stdout.write(`${CLEAR}${styles.stdout.dim(title)}\n${shown.join('\n')}\n`);
      },
      document: (document) => print(formatDocument(document, shape)),
      rows: (rows) => print(formatTable(rows, shape)),
      dryRun: (run) => print(formatDryRun(run, shape)),
    },
    wait: globals.wait ? waitOptions : undefined,
    waitOptions,
    close: () => embedded.close(),
  };
}

/** Without environment variables: `resolveTarget` reads these, and ranks them below a named profile. */
export function placeFlags(globals: Globals): TargetFlags {
  const given = (name: 'profile' | 'provider' | 'region' | 'endpoint') =>
    globals.given.has(name) ? globals[name] : undefined;
  return {
    profile: given('profile'),
    provider: given('provider'),
    region: given('region'),
    endpoint: given('endpoint'),
  };
}

/** Runs as long as the command; its state is in a file. */
function embeddedSandbox(deps: Deps, writeStderr: (line: string) => void) {
  let running: Promise<{ readonly url: string; close(): Promise<void> }> | undefined;
  return {
    async open(): Promise<string> {
      if (running === undefined) {
        running = import('../sandbox/embedded.ts').then(({ openEmbedded }) => openEmbedded(deps));
        await running;
        writeStderr('sandbox: using the embedded cloud; no real resources are changed');
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
  if (wantsDocument(shape)) {
    return formatDocument(document, shape);
  }
  return run.requests
    .map(({ method, url, headers, query, body }) => {
      const pairs = Object.entries(query).flatMap(([name, value]) =>
        [value].flat().map((one) => `  ${name}=${one}`),
      );
      const head = Object.entries(headers).map(([name, value]) => `  ${name}: ${value}`);
      const json = body === null ? [] : JSON.stringify(body, null, 2).split('\n');
      return [`${method} ${url}`, ...head, ...pairs, ...json]
        .map((line) => `${printable(line)}\n`)
        .join('');
    })
    .join('\n');
}
