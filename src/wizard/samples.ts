import type { FieldType } from '../model/fields.ts';
import { type Parameter, secondsPer } from '../model/parameter.ts';

/* Values to find out by trying whether a field can be set. */

/** Texts of the forms that fields have: a word, a path, an address, an id. */
export const SAMPLE_TEXTS = [
  'x',
  '/x',
  '192.0.2.0/24',
  '00000000-0000-0000-0000-000000000000',
] as const;

/**
 * Values of which one should have an effect.
 * @param rows the parameters that carry the field
 */
export function sampleValues(type: FieldType, rows: readonly Parameter[]): readonly unknown[] {
  switch (type.kind) {
    case 'port':
      return [80, 443];
    case 'count':
      return [1, 3];
    case 'bandwidth':
      return [1, 'unlimited'];
    case 'duration':
    case 'drain':
      // The longest, since some have to be longer than others.
      return [60, 300, 10, 1, ...rows.flatMap(longest)];
    case 'choice':
      return type.values.filter((value) => value !== 'off');
    case 'list':
      return (type.values ?? type.suggestions ?? SAMPLE_TEXTS).map((text) => [text]);
    case 'tags':
      return [{ key: 'value' }];
    default:
      return SAMPLE_TEXTS;
  }
}

/** Values that switch something off. */
export function neutralValues(type: FieldType): readonly unknown[] {
  if (type.kind === 'duration') return [0];
  const hasOff = type.kind === 'drain' || ('values' in type && type.values?.includes('off'));
  return hasOff === true ? ['off'] : [];
}

function longest({ type }: Parameter): readonly number[] {
  return type.kind === 'integer' ? [type.max * secondsPer(type)] : [];
}
