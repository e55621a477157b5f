import { PARTS } from '../../parts/names.ts';
import { CREATE_ONLY } from '../../parts/parameters.ts';
import { id, type Row, row } from './row.ts';

/** In the body of each part. The service does not heed it, so it is nothing that a listener has. */
export const PROJECT_ROWS: readonly Row[] = PARTS.map((part) =>
  row(
    part === 'listener' ? 'project_id' : `${part}.project_id`,
    id(32),
    null,
    'ignored: the service takes the project of the request',
    CREATE_ONLY,
  ),
);
