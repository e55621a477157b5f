import { Failure } from '../../failure.ts';
import { PATHS } from '../../model/fields.ts';
import type { Listener } from '../../model/listener.ts';
import { didYouMean } from '../../model/suggest.ts';
import { readText, sameField } from '../../model/values.ts';
import { COLUMNS, type Column, column } from '../../output/columns.ts';
import { type Flags, type OptionSpec, textFlags } from '../option.ts';

/* Filters and order that work on any column, on this side of the wire. */

export const FILTER: OptionSpec = {
  flag: 'filter',
  argument: '<column=value>',
  repeat: true,
  complete: 'column',
  summary: 'only listeners with this value; != for others, * for any text (repeatable)',
  group: 'Filters',
};

export const SORT: OptionSpec = {
  flag: 'sort',
  argument: '<column>',
  repeat: true,
  complete: 'column',
  summary: 'order by this column; -<column> for the reverse (repeatable)',
  group: 'Filters',
};

export interface Arrangement {
  /** What filters and order look at. */
  readonly columns: readonly string[];
  arrange(listeners: readonly Listener[]): readonly Listener[];
}

/** @throws Failure on an unknown column */
export function arrangement(flags: Flags): Arrangement {
  const filters = textFlags(flags, 'filter');
  const sorts = textFlags(flags, 'sort').flatMap((text) => text.split(','));
  const tests = filters.map(readFilter);
  const orders = sorts.map(readOrder);
  return {
    columns: [
      ...filters.map((text) => text.replace(/!?=.*/s, '')),
      ...sorts.map((text) => text.replace(/^-/, '')),
    ],
    arrange: (listeners) => {
      const kept = listeners.filter((one) => tests.every((test) => test(one)));
      if (orders.length === 0) return kept;
      return kept.toSorted((a, b) => orders.map((order) => order(a, b)).find((n) => n !== 0) ?? 0);
    },
  };
}

function readFilter(text: string): (listener: Listener) => boolean {
  const [, name, sign, wanted] = /^([^=!]+)(!?=)(.*)$/s.exec(text) ?? [];
  if (name === undefined || wanted === undefined) {
    throw new Failure('usage', `--filter takes column=value, not ${JSON.stringify(text)}`, {
      hint: 'for example --filter status=running, --filter name!=web-*',
    });
  }
  const known = columnOf('--filter', name);
  const fits = matcher(known, wanted);
  return (listener) => fits(listener) === (sign === '=');
}

function matcher(known: Column, wanted: string): (listener: Listener) => boolean {
  const pattern = wanted.split('*').map((part) => part.replace(/[$()+.?[\\\]^{|}]/g, '\\$&'));
  const fits = new RegExp(`^${pattern.join('.*')}$`, 'is');
  const path = PATHS.find((one) => one === known.name);
  const read = path === undefined || wanted === '' ? undefined : readText(path, wanted);
  return (listener) => {
    const value = path === undefined ? undefined : listener.fields[path];
    if (read !== undefined && 'value' in read && sameField(value, read.value)) return true;
    const texts = Array.isArray(value) ? value.map(String) : [known.text(listener)];
    return texts.some((text) => fits.test(text)) || fits.test(known.text(listener));
  };
}

function readOrder(text: string): (a: Listener, b: Listener) => number {
  const isReverse = text.startsWith('-');
  const known = columnOf('--sort', isReverse ? text.slice(1) : text);
  const path = PATHS.find((one) => one === known.name);
  const sortValue = (listener: Listener) => {
    const value = path === undefined ? undefined : listener.fields[path];
    return typeof value === 'number' ? value : known.text(listener);
  };
  return (a, b) => {
    const order = compare(sortValue(a), sortValue(b));
    return isReverse ? -order : order;
  };
}

function compare(a: string | number, b: string | number): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return String(a).localeCompare(String(b), 'en', { numeric: true });
}

function columnOf(flag: string, name: string): Column {
  const found = column(name);
  if (found !== undefined) return found;
  const known = COLUMNS.map((one) => one.name);
  throw new Failure(
    'usage',
    `${flag}: unknown column ${JSON.stringify(name)}${didYouMean(name, known)}`,
    { hint: `columns: ${known.join(', ')}` },
  );
}
