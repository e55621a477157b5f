import { formatDuration } from '../model/duration.ts';
import type { Field } from '../model/fields.ts';
import {
  describeType,
  type IntegerType,
  isNoLimit,
  type Parameter,
  secondsPer,
  type TextType,
} from '../model/parameter.ts';
import { SAMPLE_TEXTS } from './samples.ts';

/** Longer descriptions are for `explain`. */
const LONGEST = 60;

/**
 * What an answer looks like, with units as portable fields have them: `1–5000 Mbit/s or unlimited`.
 * @param rows the parameters that carry the field
 * @param isAccepted whether an answer is valid beside the other fields
 */
export function expectedText(
  { type, argument }: Field,
  rows: readonly Parameter[],
  isAccepted: (text: string) => boolean,
): string {
  const integer = rows.map((row) => row.type).find((one) => one.kind === 'integer');
  const range = (scale = 1) =>
    integer === undefined ? undefined : acceptedRange(integer, scale, isAccepted);
  switch (type.kind) {
    case 'port':
      return numbers(range()) ?? '1\u201365535';
    case 'count':
      return numbers(range()) ?? 'a whole number';
    case 'duration':
      return durations(range(secondsPer(integer))) ?? 'like 30s, 5m or 2h';
    case 'drain':
      return `off or ${durations(range(secondsPer(integer))) ?? 'a duration like 30s or 5m'}`;
    case 'bandwidth':
      return `${numbers(range()) ?? ''} Mbit/s or unlimited`.trimStart();
    case 'tags':
      return 'key=value, comma-separated';
    case 'list':
      return type.values === undefined ? listForm(type, rows, isAccepted) : '';
    case 'text': {
      if (argument === '<id>') return idForm(rows);
      const text = rows.map((row) => row.type).find((one) => one.kind === 'text');
      return text === undefined ? '' : textForm(text);
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

interface Range {
  readonly min: number;
  readonly max: number;
}

/**
 * The range of a parameter as far as validation accepts it on this listener: rules narrow what the
 * parameter takes in general.
 * @param scale how many of the field's units one of the parameter's units is
 */
function acceptedRange(
  { min, max }: IntegerType,
  scale: number,
  isAccepted: (text: string) => boolean,
): Range {
  const first = Math.ceil(min * scale);
  const last = Math.floor(max * scale);
  const step = Math.max(1, scale);
  const steps = Math.floor((last - first) / step);
  const accepts = (at: number) => isAccepted(String(first + at * step));
  const acceptsFirst = accepts(0);
  const acceptsLast = accepts(steps);
  if (acceptsFirst === acceptsLast) return { min: first, max: last };
  // Every value of one half of the range is accepted, and none of the other.
  const edge = edgeOf(steps, (at) => accepts(at) === acceptsFirst);
  return acceptsFirst
    ? { min: first, max: first + edge * step }
    : { min: first + (edge + 1) * step, max: last };
}

/** The last of the numbers from 0 that is like 0, found by halving. */
function edgeOf(end: number, isLikeFirst: (at: number) => boolean): number {
  let [low, high] = [0, end];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (isLikeFirst(middle)) low = middle;
    else high = middle;
  }
  return low;
}

function numbers(range: Range | undefined): string | undefined {
  return range && shownRange(range, String);
}

function durations(range: Range | undefined): string | undefined {
  return range && shownRange(range, formatDuration);
}

function shownRange({ min, max }: Range, show: (amount: number) => string): string {
  if (min === max) return show(min);
  return isNoLimit(max) ? `${show(min)} or more` : `${show(min)}\u2013${show(max)}`;
}

/** `comma-separated, like 192.0.2.0/24`. */
function listForm(
  { pattern }: Extract<Field['type'], { kind: 'list' }>,
  rows: readonly Parameter[],
  isAccepted: (text: string) => boolean,
): string {
  const form = pattern === undefined ? idForm(rows) : '';
  const [word, ...others] = SAMPLE_TEXTS;
  const example =
    pattern === undefined && rows.length > 0 && !isAccepted(word)
      ? others.find((text) => isAccepted(text))
      : undefined;
  return [form, 'comma-separated', ...(example === undefined ? [] : [`like ${example}`])]
    .filter(Boolean)
    .join(', ');
}

/** How a cloud refers to a resource, if not by an id: `URI of a PKCS12 secret in the key manager`. */
function idForm(rows: readonly Parameter[]): string {
  return (
    rows.map(({ summary }) => /: (URIs? [^(]*)/.exec(summary)?.[1]?.trim()).find(Boolean) ?? ''
  );
}

function textForm(type: TextType): string {
  const whole = describeType(type);
  if (whole !== '' && whole.length <= LONGEST) return whole;
  return whole.includes(':') ? whole.slice(0, whole.indexOf(':')) : '';
}
