import { Failure } from '../failure.ts';
import { type FieldGroup, field, PATHS } from '../model/fields.ts';
import { type Listener, listenerJson } from '../model/listener.ts';
import { didYouMean } from '../model/suggest.ts';
import { formatValue } from '../model/values.ts';
import { withAge } from './age.ts';
import { COLUMNS, type Column, column, DISPENSABLE, LIST_COLUMNS } from './columns.ts';
import { printable, printableJson } from './printable.ts';
import { tabular } from './tabular.ts';
import type { Section, TableColumn, TableLook } from './terminal/table.ts';

export const FORMATS = ['table', 'json', 'yaml', 'tsv', 'id'] as const;
export type Format = (typeof FORMATS)[number];

export interface Shape extends TableLook {
  readonly format: Format;
  readonly columns: readonly string[] | undefined;
  /** JMESPath over the JSON. */
  readonly query: string | undefined;
  /** Whether tsv begins with a line of headings. */
  readonly headers: boolean;
  now(): Date;
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

/**
 * Checks what can be wrong with the output of listeners before anything is sent.
 * @throws Failure for an unknown column or an invalid query
 */
export async function checkShape({
  columns,
  query,
}: Pick<Shape, 'columns' | 'query'>): Promise<void> {
  chosenColumns(columns);
  if (query === undefined) return;
  const { compile } = await import('@jmespath-community/jmespath');
  try {
    compile(query);
  } catch (error) {
    throw invalidQuery(error);
  }
}

export async function formatListener(listener: Listener, shape: Shape): Promise<string> {
  if (wantsDocument(shape)) {
    return formatDocument(listenerJson(listener), shape);
  }
  if (shape.format === 'id') return `${printable(listener.ref)}\n`;
  if (shape.format === 'tsv' || shape.columns !== undefined) return formatRows([listener], shape);
  const { renderSections } = await import('./terminal/table.ts');
  return renderSections(sections(listener, shape), shape);
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
  if (shape.query === undefined || shape.format === 'json') return printableJson(value, 2);
  const found = shape.format === 'table' ? tabular(value) : undefined;
  if (found === undefined) return plain(value);
  return table(found.columns, found.rows, shape, 'widen it, or use -o json');
}

/** A table of something other than listeners, such as profiles or checks. */
export interface Rows {
  readonly columns: readonly RowsColumn[];
  readonly rows: readonly (readonly string[])[];
  /** The same data for `-o json`. */
  readonly document: unknown;
  /** For `-o table`, if a table of one line would not show everything. */
  readonly sections?: readonly Section[];
}

export interface RowsColumn extends TableColumn {
  /** Shown only if `--columns` names it. */
  readonly onRequest?: boolean;
}

export async function formatTable(all: Rows, shape: Shape): Promise<string> {
  if (wantsDocument(shape)) {
    return formatDocument(all.document, shape);
  }
  const { sections: parts, rows } = all;
  if (shape.format === 'id')
    return rows.map(([first = '']) => `${printable(shape.mask(first))}\n`).join('');
  if (parts !== undefined && shape.format === 'table' && shape.columns === undefined) {
    const { renderSections } = await import('./terminal/table.ts');
    const printed = parts.map(({ title, rows: lines }) => ({
      title,
      rows: lines.map(
        ([label, value]) => [label, printable(shape.mask(cellText(value, shape)))] as const,
      ),
    }));
    return renderSections(printed, shape);
  }
  const chosen = chosenRowsColumns(all.columns, shape.columns);
  const columns = chosen.flatMap((index) => all.columns[index] ?? []);
  const cells = rows.map((row) => chosen.map((index) => printable(shape.mask(row[index] ?? ''))));
  if (shape.format === 'tsv') return tsv(columns, cells, shape);
  return table(columns, cells, shape, adviceFor(shape));
}

/** Indexes of the columns of `--columns`, by heading. */
function chosenRowsColumns(
  columns: readonly RowsColumn[],
  names: readonly string[] | undefined,
): readonly number[] {
  if (names === undefined) {
    return columns.flatMap(({ onRequest }, index) => (onRequest === true ? [] : [index]));
  }
  const known = columns.map(({ heading }) => heading.toLowerCase().replaceAll(' ', '-'));
  return names.map((name) => {
    const wanted = name.toLowerCase().replaceAll('-', '');
    const index = known.findIndex((one) => one.replaceAll('-', '') === wanted);
    if (index >= 0) return index;
    throw unknownColumn(name, known);
  });
}

function tsv(
  columns: readonly Pick<TableColumn, 'heading'>[],
  rows: readonly (readonly string[])[],
  { headers }: Shape,
): string {
  const head = headers ? [columns.map(({ heading }) => heading)] : [];
  return [...head, ...rows].map((row) => `${row.join('\t')}\n`).join('');
}

/** On a terminal, a time is followed by how long ago it was. */
function cellText(text: string, { width, now }: Shape): string {
  return width === undefined ? text : withAge(text, now());
}

async function formatRows(listeners: readonly Listener[], shape: Shape): Promise<string> {
  const columns = chosenColumns(shape.columns);
  const cells = listeners.map((listener) =>
    columns.map((one) => printable(shape.mask(one.text(listener)))),
  );
  if (shape.format === 'tsv') return tsv(columns, cells, shape);
  // Columns of `--columns` are dropped from the last to the first.
  const dispensable = ({ name }: Column, index: number) =>
    shape.columns === undefined ? DISPENSABLE.indexOf(name) + 1 : index;
  return table(
    columns.map((one, index) => ({ ...one, dispensable: dispensable(one, index) })),
    cells,
    shape,
    adviceFor(shape),
  );
}

function adviceFor({ columns }: Shape): string {
  return columns === undefined
    ? 'widen it, or use --columns or -o json'
    : 'widen it, or use -o json';
}

async function table(
  columns: readonly TableColumn[],
  rows: readonly (readonly string[])[],
  shape: Shape,
  advice: string,
): Promise<string> {
  if (rows.length === 0) return '';
  const { renderTable } = await import('./terminal/table.ts');
  const aged = rows.map((row) => row.map((cell) => cellText(cell, shape)));
  const roomy = renderTable(columns, aged, shape);
  // How long ago it was goes first, then columns.
  const { text, leftOut } = roomy.leftOut.length === 0 ? roomy : renderTable(columns, rows, shape);
  if (leftOut.length > 0) {
    shape.hint(`the terminal is too narrow for: ${leftOut.join(', ')} (${advice})`);
  }
  return text;
}

function chosenColumns(names: readonly string[] | undefined): readonly Column[] {
  return (names ?? LIST_COLUMNS).map((name) => {
    const found = column(name);
    if (found !== undefined) return found;
    throw unknownColumn(
      name,
      COLUMNS.map((one) => one.name),
    );
  });
}

function unknownColumn(name: string, known: readonly string[]): Failure {
  const message = `unknown column ${JSON.stringify(name)}${didYouMean(name, known)}`;
  return new Failure('usage', message, { hint: `columns: ${known.join(', ')}` });
}

function sections(listener: Listener, shape: Shape): readonly Section[] {
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
  add('Listener', 'created', listener.created && cellText(listener.created, shape));
  add('Listener', 'updated', listener.updated && cellText(listener.updated, shape));
  return [...groups].map(([title, rows]) => ({ title, rows }));
}

async function search(document: unknown, query: string): Promise<unknown> {
  const { search: jmespath } = await import('@jmespath-community/jmespath');
  try {
    const found = jmespath(JSON.parse(JSON.stringify(document)), query);
    return withoutExpressions(found);
  } catch (error) {
    throw invalidQuery(error);
  }
}

function invalidQuery(error: unknown): Failure {
  const why = error instanceof Error ? error.message : String(error);
  return new Failure('usage', `invalid --query expression: ${printable(why)}`, {
    hint: 'use JMESPath, for example --query "[?status==\'running\'].ref"',
  });
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
