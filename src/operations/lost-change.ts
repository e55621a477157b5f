import type { Client } from '../client/client.ts';
import { Failure, OutcomeUnknown } from '../failure.ts';
import type { Native } from '../model/listener.ts';
import { findIfAny } from './find.ts';

/** The failure of a change whose answer was lost at some attempt, unless the last answer settles it. */
export function lostChange(error: Failure): OutcomeUnknown | undefined {
  if (error instanceof OutcomeUnknown) return error;
  const { kind, message, details } = error;
  const isOpen = details.afterLostAnswer === true && (kind === 'unavailable' || kind === 'timeout');
  return isOpen ? new OutcomeUnknown(message, details) : undefined;
}

/** The listener after a change whose answer was lost. */
export async function readAfterLoss(
  client: Client,
  before: Native,
): Promise<Native | 'gone' | 'unreadable'> {
  const reference = client.provider.reference(client.listener(before).ref);
  if ('problem' in reference) return 'unreadable';
  try {
    return (await findIfAny(client, reference)) ?? 'gone';
  } catch (error) {
    if (error instanceof Failure && error.kind !== 'interrupted') return 'unreadable';
    throw error;
  }
}

/** A look has shown that the change was not made. */
export function notMade(
  part: string,
  verb: string,
  { message, details }: OutcomeUnknown,
  hint = 'try again later',
): Failure {
  const { afterLostAnswer: _, ...rest } = details;
  return new Failure('unavailable', `the ${part} was not ${verb}: ${message}`, {
    ...rest,
    hint,
  });
}

/** A change was made, as the answer says, and the listener cannot be read after it. */
export function unread(verb: string, provider: string, failure: Failure): OutcomeUnknown {
  const message = `the listener was ${verb}, but it cannot be read: ${failure.message}`;
  const hint = `check with: lbctl listener list --provider ${provider}`;
  return new OutcomeUnknown(message, failure.details, { hint });
}
