import { createContext } from './commands/context.ts';
import { guessFormat, readGlobals } from './commands/globals.ts';
import { ROOT } from './commands/tree.ts';
import type { Deps } from './deps.ts';
import type { Failure } from './failure.ts';
import { asFailure, errorDocument, errorText, exitCode } from './output/problem.ts';
import { parse } from './program.ts';
import { VERSION } from './version.ts';

/** The whole program: a command line in, an exit code out. */
export async function main(argv: readonly string[], deps: Deps): Promise<number> {
  const { env, stdout } = deps;
  try {
    const parsed = await parse(argv, ROOT, VERSION, stdout.columns);
    if (parsed.kind === 'help') {
      stdout.write(parsed.text);
      return 0;
    }
    const globals = readGlobals(parsed.invocation.flags, env, stdout.isTerminal);
    const context = createContext(deps, globals);
    try {
      return await parsed.command.run(parsed.invocation, context);
    } finally {
      await context.close();
    }
  } catch (error) {
    const failure = asFailure(error);
    report(failure, argv, deps);
    return exitCode(failure);
  }
}

function report(failure: Failure, argv: readonly string[], { env, stdout, stderr }: Deps): void {
  const format = guessFormat(argv, env, stdout.isTerminal);
  if (format === 'json') stderr.write(`${JSON.stringify(errorDocument(failure))}\n`);
  else stderr.write(errorText(failure));
  const wantsTrace = argv.includes('--debug') || (env['LBCTL_DEBUG'] ?? '') !== '';
  const { cause } = failure.details;
  if (wantsTrace && failure.kind === 'internal' && cause instanceof Error) {
    stderr.write(`${cause.stack ?? cause.message}\n`);
  }
}
