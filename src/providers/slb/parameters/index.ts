import { ACCESS_ROWS } from './access.ts';
import { HEALTH_CHECK_ROWS } from './health-check.ts';
import { LISTENER_ROWS } from './listener.ts';
import type { Row } from './row.ts';
import { TRAFFIC_ROWS } from './traffic.ts';

/** In the order in which help shows them and violations are reported. */
export const ROWS: readonly Row[] = [
  ...LISTENER_ROWS,
  ...TRAFFIC_ROWS,
  ...HEALTH_CHECK_ROWS,
  ...ACCESS_ROWS,
];
