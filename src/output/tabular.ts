import { isObject } from '../model/json.ts';
import { printable } from './printable.ts';
import type { TableColumn } from './terminal/table.ts';

interface Tabular {
  readonly columns: readonly TableColumn[];
  readonly rows: readonly (readonly string[])[];
}

/** The result of a query as a table: of objects, of lists, or of one object; else undefined. */
export function tabular(value: unknown): Tabular | undefined {
  if (isObject(value)) return named([value]);
  if (!Array.isArray(value) || value.length === 0) return undefined;
  if (value.every(isObject)) return named(value);
  if (!value.every((row) => Array.isArray(row))) return undefined;
  const width = Math.max(...value.map((row) => row.length));
  const columns = Array.from({ length: width }, (_, index) => ({ heading: `COLUMN ${index + 1}` }));
  return { columns, rows: value.map((row) => columns.map((_, index) => cell(row[index]))) };
}

function named(rows: readonly Readonly<Record<string, unknown>>[]): Tabular {
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  return {
    columns: names.map((name, index) => ({
      heading: printable(name.toUpperCase()),
      dispensable: index,
      wrapsTo: index === 0 ? undefined : 16,
    })),
    rows: rows.map((row) => names.map((name) => cell(row[name]))),
  };
}

function cell(value: unknown): string {
  if (value === null || value === undefined) return '';
  return printable(typeof value === 'string' ? value : JSON.stringify(value));
}
