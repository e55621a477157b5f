import type { Operation } from '../../../model/catalogue.ts';
import { kebab, type Parameter } from '../../../model/parameter.ts';
import type { OperationVerb } from '../../../model/rule.ts';
import { nameInPart, type Part, partOf } from '../../parts/names.ts';
import {
  ADDING,
  ADDING_CHECK,
  ADDING_GROUP,
  HUAWEI,
  UPDATING,
  UPDATING_CHECK,
  UPDATING_GROUP,
} from '../pages.ts';
import { LISTENER_ROWS } from './listener.ts';
import { MONITOR_ROWS } from './monitor.ts';
import { POOL_ROWS } from './pool.ts';
import type { Row } from './row.ts';

export const ROWS: readonly Row[] = [...LISTENER_ROWS, ...POOL_ROWS, ...MONITOR_ROWS];

const PAGES: Readonly<Record<Part, Readonly<Record<OperationVerb, string>>>> = {
  listener: { create: ADDING, update: UPDATING },
  pool: { create: ADDING_GROUP, update: UPDATING_GROUP },
  healthmonitor: { create: ADDING_CHECK, update: UPDATING_CHECK },
};

function parameter(row: Row, verb: OperationVerb): Parameter {
  const { name, type, path, summary, huaweiOnly, default: preset } = row;
  const page = huaweiOnly ? HUAWEI : PAGES[partOf(name)][verb];
  return {
    name,
    wire: name,
    flag: kebab(name),
    type,
    presence: row[verb],
    path,
    summary: huaweiOnly ? `${summary} (Huawei Cloud only)` : summary,
    ...(preset === undefined || verb === 'update' ? {} : { default: preset }),
    source: `${page}: ${nameInPart(name)}`,
  };
}

function operation(verb: OperationVerb, title: string): Operation {
  return {
    noun: 'listener',
    verb,
    title,
    parameters: ROWS.map((row) => parameter(row, verb)),
  };
}

export const OPERATIONS: Readonly<Record<OperationVerb, Operation>> = {
  create: operation('create', 'Adding a Listener'),
  update: operation('update', 'Updating a Listener'),
};

/** The filters of the list request that both clouds have; each may be given several times there. */
const FILTERABLE: readonly string[] = [
  'loadbalancer_id',
  'name',
  'description',
  'protocol',
  'protocol_port',
  'default_pool_id',
  'default_tls_container_ref',
  'client_ca_tls_container_ref',
  'http2_enable',
  'tls_ciphers_policy',
  'transparent_client_ip_enable',
  'enhance_l7policy_enable',
];

export const FILTERS: readonly Parameter[] = OPERATIONS.create.parameters
  .filter(({ name }) => FILTERABLE.includes(name))
  .map(({ default: _, ...rest }) => ({ ...rest, presence: 'optional' }));

/** What a list of listeners does not show: fields of the other parts, and the status. */
export const APART: readonly string[] = [
  'status',
  ...new Set(
    ROWS.flatMap(({ name, path }) => (path !== null && partOf(name) !== 'listener' ? [path] : [])),
  ),
];
