import { describe, expect, it } from 'vitest';
import { type CommandNode, isGroup } from '../../src/cli/command.ts';
import { TOPICS } from '../../src/cli/commands/help/topics.ts';
import { ROOT } from '../../src/cli/commands/index.ts';
import { homeEnv, run, scratch } from '../program.ts';

/* No help is wider than the terminal. */

const env = homeEnv(scratch());

async function pathsOf(node: CommandNode, path: readonly string[]): Promise<string[][]> {
  if (!isGroup(node)) return [[...path]];
  const children = Object.entries(await node.children());
  const nested = await Promise.all(
    children.map(([word, child]) => pathsOf(child, [...path, word])),
  );
  return [[...path], ...nested.flat()];
}

const lines = [
  ...(await pathsOf(ROOT, [])).map((path) => [...path, '--help'].join(' ')),
  ...['', ...Object.keys(TOPICS), 'options'].map((topic) => `help ${topic}`.trim()),
  'explain cookie_timeout',
  'explain --list',
];

describe.each([80, 40])('at %i columns', (columns) => {
  it.each(lines)('lbctl %s', async (line) => {
    const { code, stdout } = await run(line.split(' '), { env, terminal: 'stdout', columns });
    expect(code).toBe(0);
    expect(stdout.split('\n').filter((one) => one.length > columns)).toEqual([]);
  });
});

describe('the help of a command', () => {
  it('has the options that matter to it, and says where the others are', async () => {
    const { stdout } = await run(['explain', '--help'], { env });
    expect(stdout).toContain('--output');
    expect(stdout).not.toContain('--wait');
    expect(stdout).toContain('Options of all commands: lbctl help options');
  });

  it('has no examples that break when they are pasted', async () => {
    const { stdout } = await run(['listener', 'create', '--help'], {
      env,
      terminal: 'stdout',
      columns: 40,
    });
    const [, examples = ''] = stdout.split('Examples:\n');
    expect(examples.split('\n\n')[0]).toMatch(/^( {2,4}\S.* \\\n)+ {4}\S.*$/m);
  });

  it.each([
    ['elbv3 listener create', '--port-ranges <start-end>'],
    ['elbv3 listener create', '--access-log-customized-headers-config-include-headers <header>'],
    ['elbv3 listener create', 'tell backends whether the client certificate was accepted'],
    ['elbv3 listener update', 'that tells backends when the client certificate expires'],
    ['elbv3 listener list', '--id <id> id of the listener'],
    ['elbv3 listener list', 'server certificate --client-ca'],
    ['octavia listener create', '--allowed-cidrs <cidr>'],
    ['octavia listener create', '--sni-container-refs <uri>'],
    ['octavia listener create', '--tags <tag>'],
  ])('of %s is plain: %s', async (line, text) => {
    const { code, stdout, stderr } = await run([...line.split(' '), '--help'], { env });
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout.replace(/\s+/g, ' ')).toContain(text);
    expect(stdout).not.toMatch(/\bthe\s+(the|whether|when|where|how)\b/);
  });

  it('has no default under what is required', async () => {
    const { stdout } = await run(['slb', 'https-listener', 'create', '--help'], { env });
    expect(stdout.split('Parameters:')[0]).not.toContain('default:');
  });
});
