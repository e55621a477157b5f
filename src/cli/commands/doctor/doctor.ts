import { EXIT_CODES, Failure } from '../../../failure.ts';
import type { Command } from '../../command.ts';
import type { Check, CheckStatus } from './check.ts';
import { checkEverything } from './checks.ts';

export const command: Command = {
  details:
    'Checks this machine, the configuration and the endpoint, and makes one read-only call. ' +
    'The exit code is 0 only if that call succeeds.',
  options: [],
  examples: ['lbctl doctor --profile sandbox-elb', 'lbctl doctor --profile sandbox-slb -o json'],
  async run(_, context) {
    const checks = await checkEverything(context);
    await context.print.rows({
      columns: [{ heading: 'CHECK' }, { heading: 'RESULT' }, { heading: 'DETAIL', wrapsTo: 15 }],
      rows: checks.map(({ check, status, detail, hint }) => [
        check,
        status,
        hint === undefined ? detail : `${detail}; ${hint}`,
      ]),
      document: checks.map(({ failure: _, ...check }) => check),
    });
    const failed = checks.find(({ status }) => status === FAILED);
    return failed === undefined ? 0 : EXIT_CODES[exitKind(failed)];
  },
};

const FAILED: CheckStatus = 'failed';

function exitKind({ failure }: Check): Failure['kind'] {
  return failure instanceof Failure ? failure.kind : 'internal';
}
