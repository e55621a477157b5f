import { Failure, OutcomeUnknown } from '../failure.ts';
import type { Listener } from '../model/listener.ts';

/** Only some parts of a listener were created, changed or deleted. */
export class PartlyDone extends Failure {
  override name = 'PartlyDone';
  /** The listener as it stands. */
  readonly listener: Listener;
  constructor(listener: Listener, message: string, cause: Failure, hint = hintAfter(cause)) {
    super('partial', message, { ...cause.details, hint, cause });
    this.listener = listener;
  }
}

function hintAfter({ kind, details }: Failure): string {
  if (!isRefusal(kind)) return 'run the same command again to complete it';
  return details.hint ?? 'change what the cloud refuses, and run the command again';
}

export function isUnknown(error: Failure): boolean {
  return error instanceof OutcomeUnknown || error.details.afterLostAnswer === true;
}

/** The cloud will not do it however often it is asked. */
export function isRefusal(kind: Failure['kind']): boolean {
  return ['validation', 'auth', 'not-found', 'conflict'].includes(kind);
}

/**
 * A change that ended before its last part.
 * @param done the parts that were changed; the failure itself if there are none
 * @param verb in the past: `updated`
 */
export function endedAt(
  part: string,
  listener: Listener,
  done: readonly string[],
  verb: string,
  error: Failure,
): Failure {
  const [first, ...others] = done;
  if (first === undefined) {
    const { hint } = error.details;
    return error instanceof OutcomeUnknown
      ? new OutcomeUnknown(
          notDone(part, verb, error),
          error.details,
          hint === undefined ? {} : { hint },
        )
      : error;
  }
  const were = others.length === 0 ? was(first) : 'were';
  const parts = `the ${done.join(' and the ')} ${were} ${verb}`;
  const message = `listener ${listener.ref}: ${parts}, but ${notDone(part, verb, error)}`;
  return new PartlyDone(listener, message, error);
}

/** @param verb in the past: `created` */
export function notDone(part: string, verb: string, error: Failure): string {
  if (isUnknown(error)) {
    return `it is unknown whether the ${part} ${was(part)} ${verb}: ${error.message}`;
  }
  const problem = `the ${part} ${was(part)} not ${verb}: `;
  // A create that was looked up says it already.
  return error.message.startsWith(problem) ? error.message : problem + error.message;
}

/** Parts are named in the singular, except for the tags. */
function was(part: string): string {
  return part === 'tags' ? 'were' : 'was';
}
