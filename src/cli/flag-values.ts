import { Failure } from '../failure.ts';
import { didYouMean } from '../model/suggest.ts';

/** @throws Failure when the text is not one of the values */
export function choice<T extends string>(flag: string, values: readonly T[], text: string): T {
  const found = values.find((value) => value === text);
  if (found !== undefined) return found;
  throw new Failure(
    'usage',
    `${flag} takes ${values.join(', ')}, not ${JSON.stringify(text)}${didYouMean(text, values)}`,
  );
}

/** @throws Failure when the text is not a whole number in this range */
export function wholeNumber(flag: string, text: string, min: number, max: number): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= min && value <= max) return value;
  throw new Failure(
    'usage',
    `${flag} takes a whole number from ${min} to ${max}, not ${JSON.stringify(text)}`,
  );
}
