import type { Client } from '../../../client/client.ts';
import type { Rows } from '../../../output/format.ts';
import type { Choice } from '../../../providers/calls.ts';
import type { ShownKind } from './kinds.ts';

/** Wide texts: a table may wrap them to this width. */
const WRAPPED: Readonly<Record<string, number>> = {
  name: 16,
  domains: 16,
  servers: 16,
  expires: 20,
};

/** What a narrow terminal can do without, from the last to the first. */
const DISPENSABLE: readonly string[] = [
  'name',
  'address',
  'servers',
  'domains',
  'expires',
  'loadBalancer',
  'class',
  'network',
  'status',
  'protocol',
  'kind',
  'zone',
];

/** A line for each resource; columns that are not in the kind's own are shown on request. */
export function rowsOf({ columns }: ShownKind, client: Client, all: readonly Choice[]): Rows {
  const others = new Set(all.flatMap(({ details }) => Object.keys(details)));
  const names = [...columns, ...[...others].filter((name) => !columns.includes(name))];
  return {
    columns: [
      { heading: 'ID' },
      ...names.map((name) => ({
        heading: headingOf(name),
        dispensable: DISPENSABLE.indexOf(name) + 1,
        wrapsTo: WRAPPED[name],
        onRequest: !columns.includes(name),
      })),
    ],
    rows: all.map(({ id, details }) => [id, ...names.map((name) => textOf(details[name]))]),
    document: all.map((one) => documentOf(client, one)),
  };
}

export function documentOf({ provider, region }: Client, { id, details }: Choice) {
  return {
    id,
    provider: provider.id,
    ...(region === undefined ? {} : { region }),
    ...details,
  };
}

export function textOf(value: string | readonly string[] | undefined): string {
  return typeof value === 'object' ? value.join(', ') : (value ?? '');
}

/** `loadBalancer`: `LOAD BALANCER`. */
function headingOf(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => ` ${letter}`).toUpperCase();
}
