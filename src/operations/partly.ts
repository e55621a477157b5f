import { Failure, OutcomeUnknown } from '../failure.ts';
import type { Native } from '../model/listener.ts';

/** Only some parts of a listener were created, changed or deleted. */
export class PartlyDone extends Failure {
  override name = 'PartlyDone';
  /** The listener as it stands. */
  readonly native: Native;
  constructor(native: Native, message: string, cause: Failure, hint = hintAfter(cause)) {
    super('partial', message, { ...cause.details, hint, cause });
    this.native = native;
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
