import type { Operation } from '../../../model/catalogue.ts';
import { kebab, type Parameter } from '../../../model/parameter.ts';
import type { OperationVerb } from '../../../model/rule.ts';
import { nameInPart, type Part, partOf } from '../../parts/names.ts';
import {
  CREATE,
  CREATE_MONITOR,
  CREATE_POOL,
  UPDATE,
  UPDATE_MONITOR,
  UPDATE_POOL,
} from '../pages.ts';
import { LISTENER_ROWS } from './listener.ts';
import { MONITOR_ROWS } from './monitor.ts';
import { POOL_ROWS } from './pool.ts';
import type { Row } from './row.ts';

export const ROWS: readonly Row[] = [...LISTENER_ROWS, ...POOL_ROWS, ...MONITOR_ROWS];

const PAGES: Readonly<Record<Part, Readonly<Record<OperationVerb, string>>>> = {
  listener: { create: CREATE, update: UPDATE },
  pool: { create: CREATE_POOL, update: UPDATE_POOL },
  healthmonitor: { create: CREATE_MONITOR, update: UPDATE_MONITOR },
};

function parameter(row: Row, verb: OperationVerb): Parameter {
  const { name, type, path, summary, since, default: preset } = row;
  // A part that an update makes takes all its parameters.
  const presence = verb === 'update' && partOf(name) !== 'listener' ? 'optional' : row[verb];
  return {
    name,
    wire: name,
    flag: kebab(name),
    type,
    presence,
    path,
    summary: since === undefined ? summary : `${summary} (v2.${since})`,
    ...(preset === undefined || verb === 'update' ? {} : { default: preset }),
    source: `${PAGES[partOf(name)][verb]}: ${nameInPart(name)}`,
  };
}

function operation(verb: OperationVerb, title: string): Operation {
  return { noun: 'listener', verb, title, parameters: ROWS.map((row) => parameter(row, verb)) };
}

export const OPERATIONS: Readonly<Record<OperationVerb, Operation>> = {
  create: operation('create', 'Create Listener'),
  update: operation('update', 'Update a Listener'),
};

/** Filters that the server applies; it refuses each that it is given twice. */
const FILTERABLE: readonly string[] = [
  'loadbalancer_id',
  'name',
  'description',
  'protocol',
  'protocol_port',
  'admin_state_up',
  'connection_limit',
  'default_pool_id',
  'default_tls_container_ref',
  'tags',
];

export const FILTERS: readonly Parameter[] = OPERATIONS.create.parameters
  .filter(({ name }) => FILTERABLE.includes(name))
  .map(({ default: _, ...rest }) => ({ ...rest, presence: 'optional' }));

/** The fields of the pool and its health monitor, which a list of listeners does not show. */
export const APART: readonly string[] = [
  ...new Set(
    ROWS.flatMap(({ name, path }) => (path !== null && partOf(name) !== 'listener' ? [path] : [])),
  ),
];
