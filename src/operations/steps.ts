import type { Client, PreviewedRequest } from '../client/client.ts';
import { Failure, OutcomeUnknown } from '../failure.ts';
import type { Native } from '../model/listener.ts';
import type { Step } from '../providers/step.ts';
import { notMade } from './lost-change.ts';
import { matches } from './match.ts';

/** A look-up of what a call whose answer was lost may have made. */
export type LookUp = () => Promise<Native | undefined>;

/**
 * How often to look before a create counts as not made: it may still be on its way, and a second one
 * would double the listener where a cloud allows that.
 */
const LOOK_UPS = 4;

export function previewSteps(
  client: Client,
  steps: readonly Step[],
  current: Native,
): readonly PreviewedRequest[] {
  return steps.map((step) => client.preview(step.call(current)));
}

/**
 * Sends one step; after a lost answer, finds out whether it was done before it is sent again.
 * @returns the listener after the step, if the answer or a look-up shows it
 * @throws Failure of kind `conflict` if something else has taken its place
 */
export async function sendStep(
  client: Client,
  step: Step,
  previous: Native | undefined,
  lookUp: LookUp,
): Promise<Native | undefined> {
  let lost: OutcomeUnknown | undefined;
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await client.run(step.call(previous));
    } catch (error) {
      if (lost !== undefined && error instanceof Failure && error.kind === 'conflict') {
        // The first one arrived after the look-ups.
        const late = await lookUpOnce(lookUp, lost);
        if (late !== undefined && matches(client.provider, step.values, late)) return late;
      }
      if (!(error instanceof OutcomeUnknown)) throw error;
      lost = error;
      const found = await lookUpPatiently(client, lookUp, error);
      if (found !== undefined) {
        if (matches(client.provider, step.values, found)) return found;
        throw taken(client, found, error);
      }
      await sendAgain(client, step, attempt, error);
    }
  }
}

/** Nothing was made, so sending again cannot make it twice. */
async function sendAgain(
  client: Client,
  { part }: Step,
  attempt: number,
  lost: OutcomeUnknown,
): Promise<void> {
  const notCreated = (hint: string) => notMade(part, 'created', lost, hint);
  if (lost.foreign) {
    throw new Failure('internal', lost.message, {
      ...lost.details,
      hint: `no ${part} was found; check for a proxy or captive portal, and see the response with --debug`,
    });
  }
  if (attempt >= client.retries) throw notCreated('nothing was changed; try again later');
  try {
    await client.pause(attempt, lost);
  } catch (error) {
    throw error instanceof Failure && error.kind === 'unavailable'
      ? notCreated(error.details.hint ?? 'try again later')
      : error;
  }
}

async function lookUpPatiently(
  client: Client,
  lookUp: LookUp,
  lost: OutcomeUnknown,
): Promise<Native | undefined> {
  for (let look = 0; ; look += 1) {
    const found = await lookUpOnce(lookUp, lost);
    if (found !== undefined || look === LOOK_UPS - 1) return found;
    await client.pause(look, new OutcomeUnknown(lost.message, lost.details));
  }
}

async function lookUpOnce(lookUp: LookUp, lost: OutcomeUnknown): Promise<Native | undefined> {
  try {
    return await lookUp();
  } catch (error) {
    if (error instanceof Failure && error.kind === 'not-found') return undefined;
    if (error instanceof Failure && error.kind !== 'interrupted') throw lost;
    throw error;
  }
}

function taken(client: Client, found: Native, lost: OutcomeUnknown): Failure {
  const { ref } = client.listener(found);
  return new Failure('conflict', `the port is used by listener ${ref}, which has other settings`, {
    ...lost.details,
    hint: `see: lbctl listener show ${ref} --provider ${client.provider.id}`,
  });
}
