import { Failure } from '../failure.ts';
import { type FieldGroup, field, PATHS } from '../model/fields.ts';
import { type Listener, listenerJson } from '../model/listener.ts';
import { didYouMean } from '../model/suggest.ts';
import { formatValue } from '../model/values.ts';
import { COLUMNS, type Column, column, DISPENSABLE, LIST_COLUMNS } from './columns.ts';
import { printable, printableJson } from './printable.ts';
import type { TableColumn, TableLook } from './terminal/table.ts';

export const FORMATS = ['table', 'json', 'yaml', 'tsv', 'id'] as const;
export type Format = (typeof FORMATS)[number];

export interface Shape extends TableLook {
  readonly format: Format;
  readonly columns: readonly string[] | undefined;
  /** JMESPath over the JSON. */
  readonly query: string | undefined;
  hint(line: string): void;
  /** Masks secrets, before a cell is wrapped. */
  mask(text: string): string;
}

/** Whether the output is data for programs rather than text for people. */
export function wantsDocument({ format, query }: Pick<Shape, 'format' | 'query'>): boolean {
  return isData(format) || query !== undefined;
}

export function isData(format: Format): boolean {
  return format === 'json' || format === 'yaml';
}

export async function formatListener(listener: Listener, shape: Shape): Promise<string> {
  if (wantsDocument(shape)) {
    return formatDocument(listenerJson(listener), shape);
  }
  if (shape.format === 'id') return `${printable(listener.ref)}\n`;
  if (shape.format === 'tsv' || shape.columns !== undefined) return formatRows([listener], shape);
  const { renderSections } = await import('./terminal/table.ts');
  return renderSections(sections(listener), shape);
}

export async function formatListeners(
  listeners: readonly Listener[],
  shape: Shape,
): Promise<string> {
  if (wantsDocument(shape)) {
    return formatDocument(listeners.map(listenerJson), shape);
  }
  if (shape.format === 'id') return listeners.map(({ ref }) => `${printable(ref)}\n`).join('');
  return formatRows(listeners, shape);
}

export async function formatDocument(document: unknown, shape: Shape): Promise<string> {
  const value = shape.query === undefined ? document : await search(document, shape.query);
  if (shape.format === 'yaml') {
    const { formatYaml } = await import('../formats/yaml.ts');
    return formatYaml(value);
  }
  if (shape.query !== undefined && shape.format !== 'json') return plain(value);
  return printableJson(value, 2);
}

/** A table of something other than listeners, such as profiles or checks. */
export interface Rows {
  readonly columns: readonly TableColumn[];
  readonly rows: readonly (readonly string[])[];
  /** The same data for `-o json`. */
  readonly document: unknown;
}

export async function formatTable(
  { columns, rows, document }: Rows,
  shape: Shape,
): Promise<string> {
  if (wantsDocument(shape)) {
    return formatDocument(document, shape);
  }
  const cells = rows.map((row) => row.map((cell) => printable(shape.mask(cell))));
  if (shape.format === 'id') return cells.map(([first = '']) => `${first}\n`).join('');
  if (shape.format === 'tsv') return cells.map((row) => `${row.join('\t')}\n`).join('');
  return table(columns, cells, shape, 'widen it, or use -o json');
}

async function formatRows(listeners: readonly Listener[], shape: Shape): Promise<string> {
  const columns = chosenColumns(shape.columns);
  const rows = listeners.map((listener) =>
    columns.map((one) => printable(shape.mask(one.text(listener)))),
  );
  if (shape.format === 'tsv') return rows.map((row) => `${row.join('\t')}\n`).join('');
  // Columns of `--columns` are dropped from the last to the first.
  const dispensable = ({ name }: Column, index: number) =>
    shape.columns === undefined ? DISPENSABLE.indexOf(name) + 1 : index;
  return table(
    columns.map((one, index) => ({ ...one, dispensable: dispensable(one, index) })),
    rows,
    shape,
    'widen it, or use --columns or -o json',
  );
}

async function table(
  columns: readonly TableColumn[],
  rows: readonly (readonly string[])[],
  shape: Shape,
  advice: string,
): Promise<string> {
  if (rows.length === 0) return '';
  const { renderTable } = await import('./terminal/table.ts');
  const { text, leftOut } = renderTable(columns, rows, shape);
  if (leftOut.length > 0) {
    shape.hint(`the terminal is too narrow for: ${leftOut.join(', ')} (${advice})`);
  }
  return text;
}

function chosenColumns(names: readonly string[] | undefined): readonly Column[] {
  return (names ?? LIST_COLUMNS).map((name) => {
    const found = column(name);
    if (found !== undefined) return found;
    const known = COLUMNS.map((one) => one.name);
    throw new Failure('usage', `unknown column ${JSON.stringify(name)}${didYouMean(name, known)}`, {
      hint: `columns: ${known.join(', ')}`,
    });
  });
}

function sections(listener: Listener) {
  const groups = new Map<FieldGroup, [string, string][]>();
  const add = (group: FieldGroup, label: string, value: string | undefined) => {
    if (value === undefined || value === '') return;
    groups.set(group, [...(groups.get(group) ?? []), [label, printable(value)]]);
  };
  add('Listener', 'ref', listener.ref);
  add('Listener', 'status', listener.status);
  for (const path of PATHS) {
    const value = listener.fields[path];
    if (value !== undefined) add(field(path).group, path, formatValue(path, value));
  }
  add('Listener', 'region', listener.region);
  add('Listener', 'created', localTime(listener.created));
  add('Listener', 'updated', localTime(listener.updated));
  return [...groups].map(([title, rows]) => ({ title, rows }));
}

function localTime(iso: string | undefined): string | undefined {
  return iso === undefined ? undefined : new Date(iso).toLocaleString();
}

async function search(document: unknown, query: string): Promise<unknown> {
  const { search: jmespath } = await import('@jmespath-community/jmespath');
  try {
    const found = jmespath(JSON.parse(JSON.stringify(document)), query);
    return withoutExpressions(found);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Failure('usage', `invalid --query expression: ${printable(why)}`, {
      hint: 'use JMESPath, for example --query "[?status==\'running\'].ref"',
    });
  }
}

/** An expression (`&name`) is no value. */
function withoutExpressions(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutExpressions);
  if (typeof value !== 'object' || value === null) return value;
  if ('expref' in value && 'type' in value) return null;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, withoutExpressions(inner)]),
  );
}

/** A query result for shells: unquoted strings, one item per line, nested lists separated by tabs. */
function plain(value: unknown): string {
  if (Array.isArray(value)) return value.map((item) => `${plainRow(item)}\n`).join('');
  return value === null || value === undefined ? '' : `${plainRow(value)}\n`;
}

function plainRow(value: unknown): string {
  if (Array.isArray(value)) return value.map(plainRow).join('\t');
  return printable(typeof value === 'string' ? value : JSON.stringify(value));
}
