import { type Codec, Refusal } from '../../model/codec.ts';
import { field, type Value } from '../../model/fields.ts';
import type { FieldSource } from '../codecs.ts';
import { MONITOR } from './names.ts';

const CODES = `${MONITOR}expected_codes`;

/** `2xx` is `200-299`. The service takes codes, or one range. */
export const healthCodes = ({
  provider,
  page,
}: FieldSource): Codec<Value<'healthCheck.codes'>> => ({
  encode: (items) => {
    if (items.every((item) => /^\d{3}$/.test(item))) return { [CODES]: items.join(',') };
    const ranges = items.map(rangeOf).toSorted((a, b) => a.from - b.from);
    const joined = ranges.every(
      ({ from }, at) => at === 0 || from === (ranges[at - 1]?.to ?? 0) + 1,
    );
    return joined
      ? { [CODES]: `${ranges[0]?.from}-${ranges.at(-1)?.to}` }
      : new Refusal(
          'health-check-codes-one-range',
          `must be codes (200,202) or one range without gaps (200-299, 2xx, 2xx,3xx) on ${provider}, not ${items.join(',')}`,
          page(undefined),
        );
  },
  decode: ({ [CODES]: codes }) => {
    if (typeof codes !== 'string' || codes === '') return undefined;
    const range = /^(\d{3})-(\d{3})$/.exec(codes);
    const items = range === null ? codes.split(',').map((code) => code.trim()) : classesOf(codes);
    // gRPC has other codes.
    return items.every(isKnown) ? items : undefined;
  },
  // The service fills it in for checks by gRPC.
  isNone: (value) => value === '0',
});

function isKnown(item: string): boolean {
  const { type } = field('healthCheck.codes');
  return type.kind === 'list' && type.pattern?.test(item) === true;
}

function rangeOf(item: string): { readonly from: number; readonly to: number } {
  const [from = '', to = from] = item.split('-');
  return { from: Number(from.replaceAll('x', '0')), to: Number(to.replaceAll('x', '9')) };
}

/** `200-399` as `2xx` and `3xx`; other ranges as they are. */
function classesOf(range: string): readonly string[] {
  const { from, to } = rangeOf(range);
  if (from % 100 !== 0 || to % 100 !== 99) return [range];
  return [1, 2, 3, 4, 5]
    .filter((hundred) => hundred * 100 >= from && hundred * 100 < to)
    .map((hundred) => `${hundred}xx`);
}
