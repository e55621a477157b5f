import type { ListenerFields } from '../model/fields.ts';
import { validate, withoutEchoes } from '../model/validate.ts';
import type { Violation } from '../model/violation.ts';
import { type Change, withRegion } from '../operations/change.ts';
import { portableChange, withoutOperation } from '../operations/portable-change.ts';
import { operationFor } from '../providers/operations.ts';
import type { Provider } from '../providers/provider.ts';
import { Conflicts } from './conflicts.ts';
import { type EntryListener, type EntryRead, readEntry, withDefaults } from './entry.ts';
import { type Finding, Findings, type Position, SOURCE, type Unplaced } from './finding.ts';
import { readJsonText } from './json-text.ts';
import { loadLibrary } from './library.ts';
import type { Piece, Written } from './piece.ts';
import { SoundShapes } from './sound.ts';
import { readYaml } from './yaml-text.ts';

/** Where a listener would go. */
export interface Destination {
  readonly provider: Provider;
  readonly region: string | undefined;
}

export interface Undecided {
  readonly problem: string;
  /** The key to blame. */
  readonly path: readonly string[];
}

export type Resolve<D extends Destination> = (
  wanted: EntryListener,
) => D | Undecided | Promise<D | Undecided>;

/** A listener of a manifest, read and checked as a create of it would be. */
export interface Checked<D extends Destination> {
  readonly wanted: EntryListener;
  readonly listener: string;
  readonly at: Position;
  readonly destination: D;
  readonly change: Change;
  /** Where a field of it is written; looking takes the full parser. */
  locate(path: string): Promise<Position>;
}

export interface CheckResult {
  readonly listeners: number;
  readonly findings: Finding[];
}

/**
 * Reads and checks manifests one listener after the other; only findings, and who has which port,
 * are kept.
 * @param take is given each listener whose place is known, also when something is wrong with it
 */
export async function checkManifests<D extends Destination>(
  sources: Iterable<{ readonly name: string; readonly text: () => Promise<string> }>,
  resolve: Resolve<D>,
  take?: (checked: Checked<D>) => void,
): Promise<CheckResult> {
  const findings = new Findings();
  const checker = new Checker<D>(findings, take);
  let listeners = 0;
  for (const { name: file, text } of sources) {
    const defaults = new DefaultsReader(file, findings);
    const content = await text();
    if (isBlank(content)) {
      findings.add({ ...fileFinding(file, 'the manifest is empty'), line: 1, column: 1 });
    }
    for (const piece of readText(content)) {
      if (piece.kind === 'library') {
        await loadLibrary();
        continue;
      }
      if (piece.kind === 'problem') {
        findings.add({ ...fileFinding(file, piece.message), ...piece.at });
        continue;
      }
      listeners += 1;
      const own = readEntry(piece.listener.json);
      const common = defaults.read(piece.defaults);
      const wanted = common === undefined ? own.wanted : withDefaults(common, own.wanted);
      // Only a miss of the cache behind it takes time; waiting for each would cost more than checking.
      const resolved = resolve(wanted);
      const destination = resolved instanceof Promise ? await resolved : resolved;
      checker.check(file, piece.listener, own, wanted, destination);
    }
  }
  checker.finish();
  return { listeners, findings: await findings.placed(loadLibrary) };
}

/** Nothing but blanks and comments: more likely a generator that failed than somebody's wish. */
function isBlank(text: string): boolean {
  return !/^[ \t]*[^\s#-]/m.test(text) && !/^[ \t]*-(?!--)/m.test(text);
}

function readText(text: string): Generator<Piece> {
  return /^\s*\{/.test(text) ? readJsonText(text) : readYaml(text);
}

/** The defaults of a document are read, and what is wrong with them told, once. */
class DefaultsReader {
  readonly #file: string;
  readonly #findings: Findings;
  #last: Written | undefined;
  #wanted: EntryListener | undefined;

  constructor(file: string, findings: Findings) {
    this.#file = file;
    this.#findings = findings;
  }

  read(defaults: Written | undefined): EntryListener | undefined {
    if (defaults === undefined) return undefined;
    if (defaults !== this.#last) {
      this.#last = defaults;
      const { wanted, problems } = readEntry(defaults.json);
      this.#wanted = wanted;
      for (const problem of problems) {
        this.#findings.addAt(keyFinding(this.#file, problem, undefined), defaults, problem.path);
      }
    }
    return this.#wanted;
  }
}

/** Checks listeners one by one, and against those before. */
class Checker<D extends Destination> {
  readonly #findings: Findings;
  readonly #take: ((checked: Checked<D>) => void) | undefined;
  readonly #neighbours = new Conflicts();
  readonly #sound = new SoundShapes();

  constructor(findings: Findings, take: ((checked: Checked<D>) => void) | undefined) {
    this.#findings = findings;
    this.#take = take;
  }

  check(
    file: string,
    written: Written,
    own: EntryRead,
    wanted: EntryListener,
    destination: D | Undecided,
  ): void {
    const { fields } = wanted;
    const listener = labelOf(fields);
    const locate = async (path: string): Promise<Position> => {
      await loadLibrary();
      return { file, ...written.locate(path.split('.')) };
    };
    for (const problem of own.problems) {
      this.#findings.addAt(keyFinding(file, problem, listener), written, problem.path);
    }
    if ('problem' in destination) {
      const { problem: message, path } = destination;
      this.#findings.addAt({ ...UNDECIDED, message, listener, file }, written, path);
      return;
    }
    const { provider, region } = destination;
    const change = this.#draft(provider, region, fields, (violation) => {
      const [first = ''] = violation.fields;
      // A field that could not be read is not missing as well.
      const misread = own.problems.some(({ path }) => path.join('.') === first);
      if (misread && violation.rule.endsWith('-required')) return;
      this.#findings.addAt({ ...violation, listener, file }, written, first.split('.'));
    });
    const { loadBalancer, protocol, port, redirectTo } = fields;
    if (loadBalancer === undefined || protocol === undefined || port === undefined) return;
    const at: Position = { file, line: written.start.line, column: written.start.column };
    const clash = this.#neighbours.add(
      { provider, profile: wanted.profile, loadBalancer, protocol, port, redirectTo, listener },
      at,
      written,
    );
    if (clash !== undefined) this.#findings.addAt(clash, written, ['port']);
    else if (change !== undefined) {
      this.#take?.({ wanted, listener, at, destination, change, locate });
    }
  }

  finish(): void {
    this.#neighbours.finish(this.#findings);
  }

  /** The create that makes the listener, where somebody takes it; tells what is wrong with it. */
  #draft(
    provider: Provider,
    region: string | undefined,
    fields: ListenerFields,
    tell: (violation: Violation) => void,
  ): Change | undefined {
    const operation = operationFor(provider, fields.protocol, 'create');
    if (operation === undefined) {
      withoutOperation(provider, fields, 'paths').forEach(tell);
      return undefined;
    }
    const sound = this.#sound.covers(provider, operation, fields);
    if (sound && this.#take === undefined) return undefined;
    const whole = provider.completed?.(fields) ?? fields;
    const input = { fields: whole, violations: [] };
    const plain = portableChange(provider, operation, input, whole, 'paths');
    const change = withRegion(plain, provider, region);
    if (sound) return change;
    const violations = [
      ...change.violations,
      ...withoutEchoes(change.violations, validate(provider, change)),
    ];
    if (violations.length === 0) this.#sound.learn(provider, operation, fields);
    else violations.forEach(tell);
    return change;
  }
}

const UNDECIDED = {
  rule: 'manifest/provider',
  severity: 'error',
  fields: [],
  flags: [],
  source: SOURCE,
} as const;

function keyFinding(
  file: string,
  { rule, path, message }: EntryRead['problems'][number],
  listener: string | undefined,
): Unplaced {
  return {
    rule,
    severity: 'error',
    fields: path.length === 0 ? [] : [path.join('.')],
    flags: [],
    message,
    source: SOURCE,
    file,
    ...(listener === undefined ? {} : { listener }),
  };
}

function fileFinding(file: string, message: string): Unplaced {
  return {
    rule: 'manifest/syntax',
    severity: 'error',
    fields: [],
    flags: [],
    message,
    source: SOURCE,
    file,
  };
}

/** How reports name a listener that may have no place yet. */
function labelOf({ loadBalancer, protocol, port }: ListenerFields): string {
  return `${loadBalancer ?? '?'}/${protocol ?? '?'}/${port ?? '?'}`;
}
