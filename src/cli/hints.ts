import type { Env } from '../deps.ts';
import { Failure } from '../failure.ts';
import type { Violation } from '../model/violation.ts';
import { shellWord } from '../output/shell.ts';
import { PROVIDER_IDS } from '../providers/registry.ts';
import { type Flags, textFlag } from './option.ts';

/** A command at the end of a hint, behind a colon, that works on a cloud. */
const COMMAND = new RegExp(
  `(?<=^|: )lbctl (?:listener|load-balancer|certificate|backend-group|${PROVIDER_IDS.join('|')})\\b[^;]*$`,
);

/** Where the command line said to work; the default profile holds anyway. */
const PLACE = ['profile', 'region', 'endpoint'];

/** A command in a hint works when it is pasted: it goes to the same account and region. */
export function withPlace(failure: Failure, given: Flags, env: Env): Failure {
  const { hint, violations, failures, provider } = failure.details;
  const profile = env['LBCTL_PROFILE'];
  const flags = profile ? { profile, ...given } : given;
  return new Failure(failure.kind, failure.message, {
    ...failure.details,
    ...(failures === undefined
      ? {}
      : {
          failures: failures.map((one) => ({
            ...one,
            failure: withPlace(one.failure, given, env),
          })),
        }),
    ...(hint === undefined ? {} : { hint: placedText(hint, flags, provider) }),
    ...(violations === undefined
      ? {}
      : { violations: placedMessages(violations, flags, provider) }),
  });
}

export function placedMessages(
  violations: readonly Violation[],
  flags: Flags,
  provider: string | undefined,
): readonly Violation[] {
  return violations.map((one) => ({ ...one, message: placedText(one.message, flags, provider) }));
}

function placedText(text: string, flags: Flags, provider: string | undefined): string {
  const command = COMMAND.exec(text)?.[0];
  // Hints about the target of a copy have its profile already.
  const isPlaced = command === undefined || / --(help|profile)\b/.test(command);
  if (isPlaced) return text;
  const words = PLACE.flatMap((flag) => {
    const value = textFlag(flags, flag);
    return value === undefined || command.includes(`--${flag} `)
      ? []
      : [`--${flag}`, shellWord(value)];
  });
  // The profile says which cloud it is.
  if (flags['profile'] !== undefined) return [text.replace(PROVIDER, ''), ...words].join(' ');
  const isKnown = provider === undefined || PROVIDER.test(command) || NATIVE.test(command);
  return [text, ...(isKnown ? [] : ['--provider', provider]), ...words].join(' ');
}

const PROVIDER = / --provider \S+/;
const NATIVE = new RegExp(`^lbctl (?:${PROVIDER_IDS.join('|')})\\b`);
