import type { Operation } from '../../../model/catalogue.ts';
import type { OperationVerb } from '../../../model/rule.ts';
import { partOf } from '../../parts/names.ts';
import { type Description, operationOf, type Pages, pathsApart } from '../../parts/parameters.ts';
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
import { PROJECT_ROWS } from './project.ts';
import type { Row } from './row.ts';

/** What a listener has. */
export const ROWS: readonly Row[] = [...LISTENER_ROWS, ...POOL_ROWS, ...MONITOR_ROWS];

const ALL: readonly Row[] = [...ROWS, ...PROJECT_ROWS];

const PAGES: Pages = {
  listener: { create: ADDING, update: UPDATING },
  pool: { create: ADDING_GROUP, update: UPDATING_GROUP },
  healthmonitor: { create: ADDING_CHECK, update: UPDATING_CHECK },
};

function describe(row: Row, verb: OperationVerb): Description {
  const { name, summary, huaweiOnly } = row;
  return {
    presence: row[verb],
    summary: huaweiOnly ? `${summary} (Huawei Cloud only)` : summary,
    page: huaweiOnly ? HUAWEI : PAGES[partOf(name)][verb],
  };
}

export const OPERATIONS: Readonly<Record<OperationVerb, Operation>> = {
  create: operationOf('create', 'Adding a Listener', ALL, describe),
  update: operationOf('update', 'Updating a Listener', ALL, describe),
};

/** What a list of listeners does not show: fields of the other parts, and the status. */
export const APART: readonly string[] = ['status', ...pathsApart(ROWS)];
