import { parseReference } from '../../../operations/find.ts';
import type { TargetState } from '../../../operations/state.ts';
import { runSetState } from '../../actions/state.ts';
import type { Command } from '../../command.ts';
import { LISTENER_ARGUMENT } from './show.ts';

export const start = stateCommand('start', 'running', 'Start a listener: it takes traffic');
export const stop = stateCommand('stop', 'stopped', 'Stop a listener: it takes no traffic');

function stateCommand(verb: string, state: TargetState, summary: string): Command {
  return {
    summary,
    details: `A listener that is ${state} already is left alone, and that is success.`,
    argument: LISTENER_ARGUMENT,
    options: [],
    examples: [
      `lbctl listener ${verb} lb-bp1o94dp5i6earr9g6d1l/tcp/22 --profile sandbox-slb --wait`,
    ],
    async run({ argument = '' }, context) {
      const target = await context.target();
      return runSetState(context, target, parseReference(target.provider, argument), state);
    },
  };
}
