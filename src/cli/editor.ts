import { spawn } from 'node:child_process';
import type { Env } from '../deps.ts';
import { declined, Failure } from '../failure.ts';

/** What a shell exits with when there is no such command. */
const NOT_FOUND = [126, 127];

/**
 * Opens a file in `$VISUAL`, `$EDITOR` or the editor of the system.
 * @throws Failure if it cannot be run, or ends with an error: with vim's `:cq` users say no
 */
export async function openEditor(path: string, env: Env): Promise<void> {
  const isWindows = process.platform === 'win32';
  const editor = env['VISUAL'] || env['EDITOR'] || (isWindows ? 'notepad' : 'vi');
  const code = await run(editor, path, isWindows);
  if (code === 0) return;
  if (NOT_FOUND.includes(code)) {
    throw new Failure('usage', `cannot run the editor ${JSON.stringify(editor)}`, {
      hint: 'set VISUAL or EDITOR to a command that edits a file, such as nano',
    });
  }
  throw declined(`nothing was changed: the editor ended with code ${code}`);
}

/** The variables hold a command with arguments, so a shell reads them. */
function run(editor: string, path: string, isWindows: boolean): Promise<number> {
  const [shell, args]: [string, readonly string[]] = isWindows
    ? ['cmd', ['/d', '/s', '/c', `"${editor} "${path}""`]]
    : ['sh', ['-c', `${editor} "$1"`, 'sh', path]];
  return new Promise((resolve) => {
    // Standard output may be a pipe; prompts go to standard error as well.
    const child = spawn(shell, args, {
      stdio: ['inherit', 2, 2],
      windowsVerbatimArguments: isWindows,
    });
    child.on('error', () => resolve(127));
    child.on('close', (code) => resolve(code ?? 1));
  });
}
