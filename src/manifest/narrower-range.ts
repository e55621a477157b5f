import type { Operation } from '../model/catalogue.ts';
import { describeType, type IntegerType, secondsPer } from '../model/parameter.ts';
import type { Violation } from '../model/violation.ts';

/** Farther than any protocol begins above the range of its parameter. */
const FARTHEST = 100;

/**
 * Says the range that holds for a protocol, where the parameter itself takes more: an idle time-out
 * from 0 s, but from 10 s on tcp.
 * @param isTaken whether nothing refuses a value, in seconds if it is a time
 */
export function withNarrowerRange(
  { message, rule }: Violation,
  { parameters }: Operation,
  isTaken: (value: number) => boolean,
): string {
  const row = parameters.find(({ flag }) => rule.endsWith(`/${flag}-range`));
  if (row?.type.kind !== 'integer') return message;
  const { type } = row;
  const min = lowest(type, isTaken);
  return min === undefined
    ? message
    : message.replace(describeType(type), describeType({ ...type, min }));
}

function lowest(type: IntegerType, isTaken: (value: number) => boolean): number | undefined {
  const unit = secondsPer(type);
  const step = Math.max(1, 1 / unit);
  for (let min = type.min; min <= type.min + FARTHEST * step; min += step) {
    if (isTaken(min * unit)) return min;
  }
  return undefined;
}
