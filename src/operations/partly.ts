import { Failure, OutcomeUnknown } from '../failure.ts';
import type { Native } from '../model/listener.ts';

/** Only some parts of a listener were created or changed; the same command completes it. */
export class PartlyDone extends Failure {
  override name = 'PartlyDone';
  /** The listener as it stands. */
  readonly native: Native;
  constructor(native: Native, message: string, cause: Failure) {
    super('partial', message, {
      ...cause.details,
      hint: 'run the same command again to complete it',
      cause,
    });
    this.native = native;
  }
}

/** @param verb in the past: `created` */
export function notDone(part: string, verb: string, error: Failure): string {
  return error instanceof OutcomeUnknown || error.details.afterLostAnswer === true
    ? `it is unknown whether the ${part} was ${verb}: ${error.message}`
    : `the ${part} was not ${verb}: ${error.message}`;
}
