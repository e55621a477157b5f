import { exitCode } from '../../../output/problem.ts';
import type { Command } from '../../command.ts';
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
    const failure = checks.find((check) => check.failure !== undefined)?.failure;
    return failure === undefined ? 0 : exitCode(failure);
  },
};
