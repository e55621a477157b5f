import type { PlaceMessages } from '../../../manifest/check.ts';
import type { Entry } from '../../../manifest/entry.ts';
import { type Context, placeFlags } from '../../context.ts';
import { placedMessages } from '../../hints.ts';
import type { Flags } from '../../option.ts';

/** Flags for commands that work where a listener of a manifest is. */
export function flagsAt({ profile, region }: Entry, { globals }: Context): Flags {
  const place = placeFlags(globals);
  const flags = { ...place, profile: profile ?? place.profile, region: region ?? place.region };
  return Object.fromEntries(
    Object.entries(flags).flatMap(([flag, value]) => (value === undefined ? [] : [[flag, value]])),
  );
}

/** Commands in what is wrong with a listener work when they are pasted. */
export function messagesAt(context: Context): PlaceMessages {
  return (violations, entry, { id }) => placedMessages(violations, flagsAt(entry, context), id);
}
