import { Failure } from '../failure.ts';
import { shellWord } from '../output/shell.ts';
import { type Flags, textFlag } from './option.ts';

/** A command at the end of a hint that works on a cloud. */
const COMMAND = /\blbctl (?:listener|load-balancer|certificate|backend-group|elb|slb)\b[^;]*$/;

/** Where the command line said to work; the environment and the default profile hold anyway. */
const PLACE = ['profile', 'region', 'endpoint'];

/** A command in a hint works when it is pasted: it goes to the same account and region. */
export function withPlace(failure: Failure, flags: Flags): Failure {
  const { hint } = failure.details;
  const command = hint === undefined ? undefined : COMMAND.exec(hint)?.[0];
  if (hint === undefined || command === undefined || command.includes('--help')) return failure;
  const words = PLACE.flatMap((flag) => {
    const value = textFlag(flags, flag);
    return value === undefined || command.includes(`--${flag} `)
      ? []
      : [`--${flag}`, shellWord(value)];
  });
  // The profile says which cloud it is.
  const rest = flags['profile'] === undefined ? hint : hint.replace(/ --provider \S+/, '');
  return new Failure(failure.kind, failure.message, {
    ...failure.details,
    hint: [rest, ...words].join(' '),
  });
}
