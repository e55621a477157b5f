import { type CommandNode, isGroup } from '../src/cli/command.ts';
import { ROOT } from '../src/cli/commands/index.ts';

export const CREATE = [
  '--load-balancer',
  'lb-x',
  '--protocol',
  'tcp',
  '--port',
  '80',
  '--backend-port',
  '80',
  '--name',
  'n',
  '--algorithm',
  'round-robin',
];
/** Arguments with which a command sends a request. */
const ARGUMENTS: Readonly<Record<string, readonly string[]>> = {
  'listener create': CREATE,
  'profile show': [],
  'profile set': ['fresh', '--from-env'],
  'profile import': ['--copy-secrets'],
  'profile delete': ['token', '--yes'],
  'profile use': ['login'],
};
/** Does not exit. */
const ENDLESS = ['sandbox start'];

interface CommandLine {
  readonly path: readonly string[];
  readonly rest: readonly string[];
}

/** Every command that ends, with arguments with which most of them send a request. */
export async function commandLines(): Promise<readonly CommandLine[]> {
  return linesOf(await ROOT.children(), []);
}

async function linesOf(
  nodes: Readonly<Record<string, CommandNode>>,
  path: readonly string[],
): Promise<readonly CommandLine[]> {
  const found = await Promise.all(
    Object.entries(nodes).map(async ([word, node]) => {
      const own = [...path, word];
      if (isGroup(node)) return linesOf(await node.children(), own);
      if (ENDLESS.includes(own.join(' '))) return [];
      const { examples } = await node.load();
      return [{ path: own, rest: ARGUMENTS[own.join(' ')] ?? argumentsOf(examples[0], own) }];
    }),
  );
  return found.flat();
}

/** Of the first example in help, for any account. */
function argumentsOf(example: string | undefined, path: readonly string[]): readonly string[] {
  const words = (example ?? '').split(' ').slice(1 + path.length);
  return words.filter(
    (word, index) => !word.startsWith('--profile') && !(words[index - 1] === '--profile'),
  );
}
