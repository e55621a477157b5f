import type { Rule } from '../../../model/rule.ts';
import { CLOUD_RULES } from './clouds.ts';
import { LISTENER_RULES, PROTOCOL_RULES } from './listener.ts';
import { MONITOR_RULES } from './monitor.ts';
import { POOL_RULES } from './pool.ts';
import { PREFLIGHT_RULES } from './preflight.ts';

export const rules: readonly Rule[] = [
  ...LISTENER_RULES,
  ...PROTOCOL_RULES,
  ...POOL_RULES,
  ...MONITOR_RULES,
  ...PREFLIGHT_RULES,
  ...CLOUD_RULES,
];
