/*
 * A second description of what the pages allow, for values by themselves. It shares no code with
 * the program, on purpose: where the two disagree, one of them has misread a page.
 */

/** How a value breaks its rule: the last part of the rule's name. */
export type Fault = 'type' | 'length' | 'characters' | 'range' | 'values' | 'wider' | undefined;

export interface Kind {
  /** As the page writes it: enumerations in its own spelling, lists as lists. */
  read(value: unknown): unknown;
  /** What a flag with this text means. */
  fromFlag(text: string): unknown;
  judge(value: unknown): Fault;
  readonly samples: readonly unknown[];
}

const ODD: readonly unknown[] = ['', ' ', 7, 1.5, true];

interface Length {
  readonly min: number;
  readonly max: number;
  /** Beyond it, up to `max`, only newer pages agree. */
  readonly sure?: number;
}

export function text(
  { min, max, sure = max }: Length,
  allowed: RegExp,
  samples: readonly string[],
  sureAllowed: RegExp = allowed,
): Kind {
  return {
    read: (value) => value,
    fromFlag: (given) => given,
    judge: (value) => {
      if (typeof value !== 'string') return 'type';
      const length = [...value].length;
      if (length < min || length > max) return 'length';
      if (!allowed.test(value)) return 'characters';
      return length > sure || !sureAllowed.test(value) ? 'wider' : undefined;
    },
    samples: [...samples, ...samples, ...ODD],
  };
}

export function whole(
  min: number,
  max: number,
  extra: { also?: number; sure?: number } = {},
): Kind {
  const { also, sure = max } = extra;
  return {
    read: (value) => value,
    fromFlag: (given) => (/^-?\d+$/.test(given) ? Number(given) : given),
    judge: (value) => {
      if (typeof value !== 'number' || !Number.isInteger(value)) return 'type';
      if (value === also) return undefined;
      if (value < min || value > max) return 'range';
      return value > sure ? 'wider' : undefined;
    },
    samples: [
      ...[min, max, Math.ceil((min + max) / 2), also ?? min, sure],
      ...[min - 1, max + 1, sure + 1, '', 'x', 1.5, true],
    ],
  };
}

export function word(values: readonly string[], wider: readonly string[] = []): Kind {
  const all = [...values, ...wider];
  const read = (value: unknown) =>
    typeof value === 'string'
      ? (all.find((one) => one.toLowerCase() === value.toLowerCase()) ?? value)
      : value;
  return {
    read,
    fromFlag: read,
    judge: (value) => {
      const known = read(value);
      if (typeof known !== 'string') return 'type';
      if (values.includes(known)) return undefined;
      return wider.includes(known) ? 'wider' : 'values';
    },
    samples: [
      ...all,
      ...values,
      values[0]?.toUpperCase(),
      values[0]?.toLowerCase(),
      'nonsense',
      '',
      1,
    ],
  };
}

export const yesNo: Kind = {
  read: (value) => value,
  fromFlag: (given) => given === 'true',
  judge: (value) => (typeof value === 'boolean' ? undefined : 'type'),
  samples: [true, false, true, false, 'true', 1],
};

/** A list, also written as one text with commas. */
export function list(item: Kind, mayBeEmpty: boolean, samples: readonly unknown[]): Kind {
  const split = (given: string) =>
    given === '' ? [] : given.split(',').map((part) => part.trim());
  const read = (value: unknown) => {
    const items: unknown = typeof value === 'string' ? split(value) : value;
    return Array.isArray(items) ? items.map((one) => item.read(one)) : items;
  };
  return {
    read,
    fromFlag: read,
    judge: (value) => {
      const items = read(value);
      if (!Array.isArray(items)) return 'type';
      if (items.length === 0) return mayBeEmpty ? undefined : 'length';
      return items.map((one) => item.judge(one)).find((fault) => fault !== undefined);
    },
    samples,
  };
}
