import { formatDuration } from '../model/duration.ts';
import type { Field } from '../model/fields.ts';
import {
  describeType,
  type IntegerType,
  type Parameter,
  type TextType,
} from '../model/parameter.ts';

/** Longer descriptions are for `explain`. */
const LONGEST = 60;

/**
 * What an answer looks like, with units as portable fields have them: `1–5000 Mbit/s or unlimited`.
 * @param rows the parameters that carry the field
 */
export function expectedText({ type, argument }: Field, rows: readonly Parameter[]): string {
  const integer = rows.map((row) => row.type).find((one) => one.kind === 'integer');
  switch (type.kind) {
    case 'port':
      return rangeOf(integer) ?? '1\u201365535';
    case 'count':
      return rangeOf(integer) ?? 'a whole number';
    case 'duration':
      return durations(integer) ?? 'like 30s, 5m or 2h';
    case 'drain':
      return `off or ${durations(integer) ?? 'a duration like 30s or 5m'}`;
    case 'bandwidth':
      return `${rangeOf(integer) ?? ''} Mbit/s or unlimited`.trimStart();
    case 'tags':
      return 'key=value, comma-separated';
    case 'list':
      return type.values === undefined ? 'comma-separated' : '';
    case 'text': {
      const text = rows.map((row) => row.type).find((one) => one.kind === 'text');
      return argument === '<id>' || text === undefined ? '' : textForm(text);
    }
    default:
      return '';
  }
}

/** The same for a parameter of the cloud, in the cloud's own units. */
export function expectedParameter({ type, path }: Parameter): string {
  switch (type.kind) {
    case 'text':
      return path === 'loadBalancer' ? '' : textForm(type);
    case 'integer':
      return describeType(type);
    case 'tags':
      return 'key=value, comma-separated';
    case 'list':
      return 'comma-separated';
    case 'joined':
      return type.item.kind === 'choice' ? '' : 'comma-separated';
    default:
      return '';
  }
}

function rangeOf(type: IntegerType | undefined): string | undefined {
  return type === undefined ? undefined : `${type.min}\u2013${type.max}`;
}

function durations(type: IntegerType | undefined): string | undefined {
  if (type === undefined) return undefined;
  const scale = type.unit === 'min' ? 60 : 1;
  return [type.min, type.max].map((amount) => formatDuration(amount * scale)).join('\u2013');
}

function textForm(type: TextType): string {
  const whole = describeType(type);
  if (whole !== '' && whole.length <= LONGEST) return whole;
  return whole.includes(':') ? whole.slice(0, whole.indexOf(':')) : '';
}
