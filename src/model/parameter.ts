import type { Default } from './default.ts';
import type { Path } from './fields.ts';
import { isObject } from './json.ts';
import { alternatives, describe, quote } from './values.ts';

/**
 * A parameter of a vendor's API as data. The native flag, its help, its single-field checks and
 * its place on the wire follow from this row.
 */
export interface Parameter {
  /** The vendor's name; rules and mappings refer to it. */
  readonly name: string;
  /** How this one request spells it, where the vendor is not consistent; `name` otherwise. */
  readonly wire: string;
  /** Without the dashes. */
  readonly flag: string;
  readonly type: ParameterType;
  /** What is left of the type beside other values, where that is less; errors name it. */
  narrowed?(values: Values): ParameterType | undefined;
  readonly presence: Presence;
  /** The portable field that it carries, wholly or in part. */
  readonly path: Path | null;
  readonly summary: string;
  readonly default?: Default;
  /** A name or a free text that changes nothing about the traffic. */
  readonly label?: true;
  readonly source: string;
}

export type Presence =
  | 'required'
  | 'optional'
  /** On update: keeps its value when left out, but cannot be removed. */
  | 'kept'
  /** Identifies the listener; given as an argument, never changed. */
  | 'identity'
  /** Accepted on update only to report that it cannot be changed. */
  | 'create-only';

export type ParameterType =
  | TextType
  | IntegerType
  | ChoiceType
  | { readonly kind: 'boolean' }
  /** A JSON array of strings. */
  | { readonly kind: 'list'; readonly item: TextType }
  /** One string on the wire, with comma-separated items. */
  | { readonly kind: 'joined'; readonly item: TextType | ChoiceType }
  | TagsType;

export interface TagsType {
  readonly kind: 'tags';
  readonly max: number;
  /** Longest key and value; SLB's rules when absent. */
  readonly limits?: { readonly key: number; readonly value: number };
}

export interface TextType {
  readonly kind: 'text';
  /** In characters (code points). */
  readonly min: number;
  readonly max: number;
  /** Of the whole text, with the `u` flag. */
  readonly pattern?: RegExp;
  /** What `pattern` lets through, for people. */
  readonly allowed?: string;
  /** What stands for a value in help: `header`. */
  readonly placeholder?: string;
  /** What only newer versions of the vendor's page allow; accepted with a warning. */
  readonly wider?: {
    /** `Infinity`: any length. */
    readonly max?: number;
    readonly pattern?: RegExp;
    readonly note: string;
  };
}

export interface IntegerType {
  readonly kind: 'integer';
  readonly min: number;
  readonly max: number;
  /** A special value outside the range, such as -1 for unlimited. */
  readonly also?: number;
  readonly unit?: 's' | 'ms' | 'min' | 'Mbit/s';
  readonly wider?: { readonly max: number; readonly note: string };
}

export interface ChoiceType {
  readonly kind: 'choice';
  readonly values: readonly string[];
  readonly wider?: {
    readonly values: readonly string[];
    readonly note: string;
  };
  /** Ids that can stand in place of a value; accepted with a warning. */
  readonly custom?: {
    readonly pattern: RegExp;
    readonly allowed: string;
    readonly note: string;
  };
  /** What values stand for, where their names do not say it. */
  readonly meanings?: Readonly<Record<string, string>>;
}

/** Some APIs take `null` as a value, which is not the same as an absent parameter. */
export type ParameterValue =
  | string
  | number
  | boolean
  | null
  | readonly string[]
  | Readonly<Record<string, string>>;

/** Parameters by name. */
export type Values = Readonly<Record<string, ParameterValue>>;

export function sameValue(a: ParameterValue | undefined, b: ParameterValue | undefined): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}

/** `aspect` is the end of the rule id; `problem` continues a sentence that starts with the parameter. */
export interface ValueProblem {
  readonly aspect: 'type' | 'range' | 'length' | 'characters' | 'values' | 'wider';
  readonly severity: 'error' | 'warning';
  readonly problem: string;
}

/** Checks one value: type, range, length, characters, allowed values. */
export function valueProblem(type: ParameterType, value: ParameterValue): ValueProblem | undefined {
  if (value === null) return undefined;
  switch (type.kind) {
    case 'text':
      return typeof value === 'string' ? textProblem(type, value) : wrongType('a string', value);
    case 'integer':
      return Number.isInteger(value)
        ? integerProblem(type, value as number)
        : wrongType('a whole number', value);
    case 'choice':
      return typeof value === 'string' ? choiceProblem(type, value) : wrongType('a string', value);
    case 'boolean':
      return typeof value === 'boolean' ? undefined : wrongType('true or false', value);
    case 'list':
    case 'joined':
      if (!Array.isArray(value)) return wrongType('a list', value);
      return type.kind === 'joined' && value.length === 0
        ? error('length', 'must not be empty')
        : firstProblem(value, (item) => valueProblem(type.item, item));
    case 'tags':
      return tagsProblem(type, value);
  }
}

/** Every value of a choice, including those that only newer pages of the vendor list. */
export function choicesOf({ values, wider }: ChoiceType): readonly string[] {
  return [...values, ...(wider?.values ?? [])];
}

/** Values of enumerations in the vendor's spelling, since their case does not matter here. */
export function spelled(type: ParameterType, value: ParameterValue): ParameterValue {
  if (type.kind === 'joined' && Array.isArray(value)) {
    return value.map((item) =>
      typeof item === 'string' ? String(spelled(type.item, item)) : item,
    );
  }
  if (type.kind !== 'choice' || typeof value !== 'string') return value;
  const lower = value.toLowerCase();
  return choicesOf(type).find((one) => one.toLowerCase() === lower) ?? value;
}

/** How many seconds the unit of a parameter is; 1 if it is no time. */
export function secondsPer(type: IntegerType | undefined): number {
  switch (type?.unit) {
    case 'min':
      return 60;
    case 'ms':
      return 1 / 1000;
    default:
      return 1;
  }
}

/**
 * Whether a highest number is what a database can hold rather than a limit that anyone meets: as a
 * time more than ten years.
 * @param max a count, or a time in seconds
 */
export function isNoLimit(max: number): boolean {
  return max > 315_360_000;
}

/** The range, values or format, as shown in help. */
export function describeType(type: ParameterType): string {
  switch (type.kind) {
    case 'integer': {
      const unit = type.unit === undefined ? '' : ` ${type.unit}`;
      const range = `${type.min}\u2013${type.wider?.max ?? type.max}${unit}`;
      return type.also === undefined ? range : `${type.also} or ${range}`;
    }
    case 'choice':
      return [
        ...choicesOf(type).map((value) => withMeaning(type, value)),
        ...(type.custom === undefined ? [] : [type.custom.allowed]),
      ].join(', ');
    case 'boolean':
      return 'true, false';
    case 'text':
      return type.allowed === undefined ? '' : `${lengthRange(type)}: ${type.allowed}`;
    case 'list':
    case 'tags':
      return 'repeatable';
    case 'joined':
      return type.item.kind === 'choice'
        ? `${describeType(type.item)}; comma-separated`
        : 'comma-separated';
  }
}

/** `HealthCheckURI` → `health-check-uri`, `XForwardedFor_SLBID` → `x-forwarded-for-slb-id`. */
export function kebab(wireName: string): string {
  return wireName
    .split('_')
    .flatMap((part) => part.match(WORD) ?? [])
    .map((word) => word.toLowerCase())
    .join('-');
}

const WORD = /VServer|SLB|[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z]+\d*|[A-Z]+\d*|\d+/g;

function textProblem(type: TextType, value: string): ValueProblem | undefined {
  const length = lengthOf(value);
  const max = type.wider?.max ?? type.max;
  if (length < type.min || length > max) {
    const actual = value === '' ? 'it is empty' : `it has ${length}`;
    return error('length', `must be ${lengthRange(type)} long; ${actual}`);
  }
  const pattern = type.wider?.pattern ?? type.pattern;
  if (pattern !== undefined && !pattern.test(value)) {
    return error('characters', `takes ${type.allowed}; ${quote(value)} is not`);
  }
  const narrow = length <= type.max && (type.pattern === undefined || type.pattern.test(value));
  return narrow ? undefined : warning(type.wider?.note);
}

/** Counts characters, not UTF-16 code units. */
function lengthOf(text: string): number {
  return /[\ud800-\udbff]/.test(text) ? [...text].length : text.length;
}

function integerProblem(type: IntegerType, value: number): ValueProblem | undefined {
  if (value === type.also) return undefined;
  if (value < type.min || value > (type.wider?.max ?? type.max)) {
    return error('range', `must be ${describeType(type)}, not ${value}`);
  }
  return value > type.max ? warning(type.wider?.note) : undefined;
}

function choiceProblem(type: ChoiceType, value: string): ValueProblem | undefined {
  const { values, wider, custom } = type;
  if (values.includes(value)) return undefined;
  if (wider?.values.includes(value) === true) return warning(wider.note);
  if (custom?.pattern.test(value) === true) return warning(custom.note);
  const allowed = [...choicesOf(type), ...(custom === undefined ? [] : [custom.allowed])];
  return error('values', `must be ${alternatives(allowed)}, not ${quote(value)}`);
}

/** `Strict (ECDHE-RSA-AES256-GCM-SHA384:…)`. */
function withMeaning({ meanings = {} }: ChoiceType, value: string): string {
  return meanings[value] === undefined ? value : `${value} (${meanings[value]})`;
}

// From the pages of SLB's tag API.
const SLB_TAGS = { key: 128, value: 128 };

function tagsProblem({ max, limits }: TagsType, value: ParameterValue): ValueProblem | undefined {
  if (!isObject(value)) return wrongType('key=value', value);
  const tags = Object.entries(value);
  const longest = limits ?? SLB_TAGS;
  if (tags.length > max) {
    return error('length', `takes at most ${max} tags; there are ${tags.length}`);
  }
  return firstProblem(tags, ([key, text]) => {
    if (key === '' || key.length > longest.key) {
      return error('length', `needs a key of 1 to ${longest.key} characters`);
    }
    const isReserved = /^(aliyun|acs:)/.test(key) || /https?:\/\//.test(key);
    if (limits === undefined && isReserved) {
      return error(
        'characters',
        `takes no key that begins with aliyun or acs: or contains http:// or https://, such as ${quote(key)}`,
      );
    }
    return String(text).length > longest.value
      ? error('length', `takes values of at most ${longest.value} characters`)
      : undefined;
  });
}

function firstProblem<T>(
  items: readonly T[],
  check: (item: T) => ValueProblem | undefined,
): ValueProblem | undefined {
  for (const item of items) {
    const problem = check(item);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

function lengthRange({ min, max, wider }: TextType): string {
  const most = wider?.max ?? max;
  return most === Number.POSITIVE_INFINITY
    ? `at least ${min} character${min === 1 ? '' : 's'}`
    : `${min} to ${most} characters`;
}

function wrongType(expected: string, value: ParameterValue): ValueProblem {
  return error('type', `must be ${expected}, not ${describe(value)}`);
}

function error(aspect: ValueProblem['aspect'], problem: string): ValueProblem {
  return { aspect, severity: 'error', problem };
}

function warning(problem = ''): ValueProblem {
  return { aspect: 'wider', severity: 'warning', problem };
}
