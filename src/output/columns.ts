import { field, PATHS, type Path } from '../model/fields.ts';
import type { Listener } from '../model/listener.ts';
import { formatValue } from '../model/values.ts';
import type { TableColumn } from './terminal/table.ts';

export interface Column extends TableColumn {
  /** As in `--columns`. */
  readonly name: string;
  text(listener: Listener): string;
}

const IDENTITY: readonly Column[] = [
  { name: 'ref', heading: 'REF', text: (listener) => listener.ref },
  { name: 'provider', heading: 'PROVIDER', text: (listener) => listener.provider },
  { name: 'id', heading: 'ID', text: (listener) => listener.id },
  { name: 'region', heading: 'REGION', text: (listener) => listener.region ?? '' },
  { name: 'status', heading: 'STATUS', text: (listener) => listener.status },
  { name: 'created', heading: 'CREATED', text: (listener) => listener.created ?? '' },
  { name: 'updated', heading: 'UPDATED', text: (listener) => listener.updated ?? '' },
];

export const COLUMNS: readonly Column[] = [...IDENTITY, ...PATHS.map(fieldColumn)];

/** The default columns of a list. */
export const LIST_COLUMNS: readonly string[] = [
  'ref',
  'name',
  'loadBalancer',
  'protocol',
  'port',
  'status',
];

/** Dropped on narrow terminals from the last to the first: slb refs contain the last three. */
export const DISPENSABLE: readonly string[] = [
  'status',
  'name',
  'port',
  'protocol',
  'loadBalancer',
];

export function column(name: string): Column | undefined {
  const wanted = name.toLowerCase();
  const path = PATHS.find((one) => field(one).flag === wanted.replace(/^--/, ''));
  return COLUMNS.find(({ name: known }) => known.toLowerCase() === wanted || known === path);
}

function fieldColumn(path: Path): Column {
  return {
    name: path,
    heading: field(path).flag.replaceAll('-', ' ').toUpperCase(),
    wrapsTo: path === 'name' || path === 'description' ? 16 : undefined,
    text: ({ fields }) => {
      const value = fields[path];
      return value === undefined ? '' : formatValue(path, value);
    },
  };
}
