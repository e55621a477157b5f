import { ROOT } from './cli/commands/index.ts';
import { createContext } from './cli/context.ts';
import { guessColour, guessFormat, readGlobals } from './cli/global-options.ts';
import { type Parsed, parse } from './cli/parse.ts';
import type { Deps, Env, Output } from './deps.ts';
import type { Failure } from './failure.ts';
import { checkShape } from './output/format.ts';
import { printableJson } from './output/printable.ts';
import { asFailure, errorDocument, errorText, exitCode } from './output/problem.ts';
import { Secrets } from './output/secrets.ts';
import { styleFor } from './output/style.ts';
import { VERSION } from './version.ts';

/** Runs a command line and returns the exit code. */
export async function main(argv: readonly string[], world: Deps): Promise<number> {
  const deps = withoutSecrets(world);
  const { env, stdout } = deps;
  if (argv[0] === '__complete') return printCompletion(argv.slice(1), deps);
  try {
    const parsed = await parse({
      argv,
      root: ROOT,
      version: VERSION,
      width: () => stdout.columns,
    });
    if (parsed.kind === 'help') {
      stdout.write(parsed.text);
      return 0;
    }
    const globals = readGlobals(parsed.invocation.flags, env, stdout.isTerminal);
    const context = createContext(deps, globals, {
      stdout: await styleFor(stdout, globals.colour),
      stderr: await styleFor(deps.stderr, globals.colour),
    });
    try {
      if (parsed.command.printsListeners === true) await checkShape(globals);
      return await parsed.command.run(parsed.invocation, context);
    } catch (error) {
      throw await explained(asFailure(error), parsed, env);
    } finally {
      await context.close();
    }
  } catch (error) {
    const failure = asFailure(error);
    await report(failure, argv, deps);
    return exitCode(failure);
  }
}

/** Hints name the flag to check, and commands that work when they are pasted. */
async function explained(
  failure: Failure,
  { command, invocation: { flags } }: Extract<Parsed, { kind: 'run' }>,
  env: Env,
): Promise<Failure> {
  const { parameter, hint, violations, failures } = failure.details;
  if ((parameter ?? hint ?? violations ?? failures) === undefined) return failure;
  const { withFlag } = await import('./cli/refused.ts');
  const { withPlace } = await import('./cli/hints.ts');
  return withPlace(await withFlag(failure, command, flags), flags, env);
}

/** Masks the secrets in use in everything that is printed. */
function withoutSecrets(world: Deps): Deps {
  const secrets = new Secrets(world.env);
  const masked = (output: Output): Output => ({
    isTerminal: output.isTerminal,
    get columns() {
      return output.columns;
    },
    get rows() {
      return output.rows;
    },
    mask: (text) => secrets.mask(text),
    write: (text) => output.write(secrets.mask(text)),
  });
  return Object.defineProperties({} as Deps, {
    // Does not open the terminal.
    ...Object.getOwnPropertyDescriptors(world),
    stdout: { value: masked(world.stdout), enumerable: true },
    stderr: { value: masked(world.stderr), enumerable: true },
    secrets: { value: secrets, enumerable: true },
  });
}

/** For the completion scripts: never prints an error. */
async function printCompletion(words: readonly string[], deps: Deps): Promise<number> {
  const { complete, completionText, noCompletion } = await import('./cli/completion/complete.ts');
  const completion = await complete(words, ROOT, deps).catch(() => noCompletion);
  try {
    deps.stdout.write(completionText(completion));
    return 0;
  } catch (error) {
    return exitCode(asFailure(error));
  }
}

async function report(
  failure: Failure,
  argv: readonly string[],
  { env, stdout, stderr }: Deps,
): Promise<void> {
  const format = guessFormat(argv, env, stdout.isTerminal);
  const text =
    format === 'json'
      ? printableJson(errorDocument(failure))
      : errorText(failure, await styleFor(stderr, guessColour(argv, env)));
  stderr.write(text);
  const { cause } = failure.details;
  if (failure.kind !== 'internal' || !(cause instanceof Error)) return;
  if (argv.includes('--debug') || (env['LBCTL_DEBUG'] ?? '') !== '') {
    const { sourceTrace } = await import('./output/trace.ts');
    stderr.write(`${sourceTrace(cause)}\n`);
  }
}
