import type { Deps } from '../../deps.ts';
import { printable } from '../../output/printable.ts';
import { type Argument, type Command, type CommandGroup, findChild, isGroup } from '../command.ts';
import { GLOBAL_OPTIONS } from '../global-options.ts';
import type { OptionSpec } from '../option.ts';
import { relevantGlobals } from '../relevant.ts';
import type { Candidate, Completion, Line } from './completion.ts';

interface ParsedLine extends Line {
  /** The innermost group or command. */
  readonly at: CommandGroup | Command;
  readonly hasArgument: boolean;
  /** The option whose value comes next. */
  readonly pending: OptionSpec | undefined;
}

/** Completes the last word, which may be empty. */
export async function complete(
  words: readonly string[],
  root: CommandGroup,
  deps: Deps,
): Promise<Completion> {
  const word = words.at(-1) ?? '';
  const line = await parseLine(words.slice(0, -1), root);
  if (line === undefined) return noCompletion;
  if (line.pending !== undefined) return valuesOf(line.pending, word, line, deps);
  const [, flag = '', value = ''] = /^--([^=]+)=(.*)$/.exec(word) ?? [];
  if (flag !== '') {
    const option = optionsAt(line.at).find((one) => one.flag === flag);
    if (option === undefined) return noCompletion;
    const { candidates, directive } = await valuesOf(option, value, line, deps);
    const flags = candidates.map((one) => ({ ...one, value: `--${flag}=${one.value}` }));
    return { candidates: flags, directive };
  }
  if (word.startsWith('-')) return matching(flagsAt(line), word);
  if ('children' in line.at) return matching(await subcommandsOf(line.at), word);
  const { argument } = line.at;
  if (argument === undefined || (line.hasArgument && argument.many !== true)) return noCompletion;
  return valuesOf(argument, word, line, deps);
}

/** The format that the completion scripts parse: one candidate per line, then the directive. */
export function completionText({ candidates, directive }: Completion): string {
  const lines = candidates.map(({ value, description = '' }) =>
    description === '' ? printable(value) : `${printable(value)}\t${printable(description)}`,
  );
  return [...lines, `:${directive}`].map((line) => `${line}\n`).join('');
}

export const noCompletion: Completion = { candidates: [], directive: 'words' };

/** Parses the words before the last one; undefined if one is an unknown command. */
async function parseLine(
  words: readonly string[],
  root: CommandGroup,
): Promise<ParsedLine | undefined> {
  let at: CommandGroup | Command = root;
  let hasArgument = false;
  let pending: OptionSpec | undefined;
  const path: string[] = [];
  const flags = new Map<string, string>();
  for (const word of words) {
    if (pending !== undefined) {
      flags.set(pending.flag, word);
      pending = undefined;
    } else if (word.startsWith('-')) {
      const [name = '', ...value] = word.split('=');
      const option = optionsAt(at).find((one) => isNamed(one, name));
      if (option === undefined) continue;
      flags.set(option.flag, value.join('='));
      if (value.length === 0 && option.argument !== undefined) pending = option;
    } else if ('children' in at) {
      const found = findChild(await at.children(), word);
      if (found === undefined) return undefined;
      path.push(found.name);
      at = isGroup(found.node) ? found.node : await found.node.load();
    } else hasArgument = true;
  }
  const loadBalancer = ['new-load-balancer', 'loadBalancer']
    .flatMap((source) => optionsAt(at).filter((option) => option.complete === source))
    .map(({ flag }) => flags.get(flag))
    .find((id) => id !== undefined);
  return { at, path, flags, loadBalancer, hasArgument, pending };
}

function isNamed({ flag, short }: OptionSpec, name: string): boolean {
  return name === `--${flag}` || (short !== undefined && name === `-${short}`);
}

function optionsAt(at: CommandGroup | Command): readonly OptionSpec[] {
  return 'children' in at ? GLOBAL_OPTIONS : [...at.options, ...GLOBAL_OPTIONS];
}

/** Flags that matter here and are not given yet, and repeatable ones. */
function flagsAt({ at, path, flags }: ParsedLine): readonly Candidate[] {
  const own = 'children' in at ? [] : at.options;
  const options = [...own, ...relevantGlobals(path)].filter(
    ({ flag, hidden, repeat }) => hidden !== true && (repeat === true || !flags.has(flag)),
  );
  return [
    ...options.flatMap(({ flag, summary, negatable }) => [
      { value: `--${flag}`, description: summary },
      ...(negatable === true
        ? [{ value: `--no-${flag}`, description: `the opposite of --${flag}` }]
        : []),
    ]),
    { value: '--help', description: 'print help' },
    ...(path.length === 0 ? [{ value: '--version', description: 'print the version' }] : []),
  ];
}

async function subcommandsOf(group: CommandGroup): Promise<readonly Candidate[]> {
  return Object.entries(await group.children()).map(([value, { summary }]) => ({
    value,
    description: summary,
  }));
}

async function valuesOf(
  source: Pick<OptionSpec & Argument, 'complete' | 'repeat' | 'values' | 'negatable'>,
  word: string,
  line: Line,
  deps: Deps,
): Promise<Completion> {
  if (source.complete === 'file') return { candidates: [], directive: 'files' };
  // Completes the last item of a comma-separated list.
  const before = source.repeat === true ? word.slice(0, word.lastIndexOf(',') + 1) : '';
  const given = before.split(',');
  const left = (await possible(source, line, deps)).filter(({ value }) => !given.includes(value));
  const candidates = left.map((one) => ({ ...one, value: `${before}${one.value}` }));
  const completion = matching(candidates, word);
  return source.repeat === true && source.values !== undefined
    ? { ...completion, directive: 'nospace' }
    : completion;
}

async function possible(
  {
    complete: source,
    values = [],
    negatable,
  }: Pick<OptionSpec, 'complete' | 'values' | 'negatable'>,
  line: Line,
  deps: Deps,
): Promise<readonly Candidate[]> {
  if (source !== undefined && source !== 'file') {
    const { candidatesFor } = await import('./sources.ts');
    return candidatesFor(source, line, deps);
  }
  const words = negatable === true ? ['true', 'false'] : values;
  return words.map((value) => ({ value }));
}

function matching(candidates: readonly Candidate[], word: string): Completion {
  return {
    candidates: candidates.filter(({ value }) => value.startsWith(word)),
    directive: 'words',
  };
}
