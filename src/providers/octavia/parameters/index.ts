import type { Operation } from '../../../model/catalogue.ts';
import type { Parameter } from '../../../model/parameter.ts';
import type { OperationVerb } from '../../../model/rule.ts';
import { partOf } from '../../parts/names.ts';
import {
  type Description,
  filtersOf,
  operationOf,
  type Pages,
  pathsApart,
} from '../../parts/parameters.ts';
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

const PAGES: Pages = {
  listener: { create: CREATE, update: UPDATE },
  pool: { create: CREATE_POOL, update: UPDATE_POOL },
  healthmonitor: { create: CREATE_MONITOR, update: UPDATE_MONITOR },
};

function describe(row: Row, verb: OperationVerb): Description {
  const { name, summary, since } = row;
  return {
    // A part that an update makes takes all its parameters.
    presence: verb === 'update' && partOf(name) !== 'listener' ? 'optional' : row[verb],
    summary: since === undefined ? summary : `${summary} (v2.${since})`,
    page: PAGES[partOf(name)][verb],
  };
}

export const OPERATIONS: Readonly<Record<OperationVerb, Operation>> = {
  create: operationOf('create', 'Create Listener', ROWS, describe),
  update: operationOf('update', 'Update a Listener', ROWS, describe),
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

export const FILTERS: readonly Parameter[] = filtersOf(OPERATIONS.create, FILTERABLE);

/** The fields of the pool and its health monitor, which a list of listeners does not show. */
export const APART: readonly string[] = pathsApart(ROWS);
