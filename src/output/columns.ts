import { field, PATHS, type Path } from '../model/fields.ts';
import type { Listener } from '../model/listener.ts';
import { formatValue } from '../model/values.ts';
import type { TableColumn } from './terminal/table.ts';

/** One thing to show of a listener, by the name that `--columns` takes. */
export interface Column extends TableColumn {
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

/** What a list shows unless told otherwise. */
export const LIST_COLUMNS: readonly string[] = [
  'ref',
  'name',
  'loadBalancer',
  'protocol',
  'port',
  'status',
];

/** The least telling last: a ref on slb has the last three in it. */
export const DISPENSABLE: readonly string[] = [
  'status',
  'name',
  'port',
  'protocol',
  'loadBalancer',
];

export function column(name: string): Column | undefined {
  const wanted = name.toLowerCase();
  return COLUMNS.find(
    (candidate) =>
      candidate.name.toLowerCase() === wanted ||
      flagOf(candidate.name) === wanted.replace(/^--/, ''),
  );
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

function flagOf(name: string): string | undefined {
  return PATHS.includes(name as Path) ? field(name as Path).flag : undefined;
}
