import { Failure } from '../failure.ts';
import { didYouMean } from '../model/suggest.ts';

/** A flag that takes one of a few words. */
export function choice<T extends string>(flag: string, values: readonly T[], said: string): T {
  const found = values.find((value) => value === said);
  if (found !== undefined) return found;
  throw new Failure(
    'usage',
    `${flag} takes ${values.join(', ')}, not ${JSON.stringify(said)}${didYouMean(said, values)}`,
  );
}
