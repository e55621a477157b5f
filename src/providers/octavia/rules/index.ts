import type { Rule } from '../../../model/rule.ts';
import { LISTENER_RULES } from './listener.ts';
import { MONITOR_RULES } from './monitor.ts';
import { POOL_RULES } from './pool.ts';
import { PREFLIGHT_RULES } from './preflight.ts';
import { VERSION_RULES } from './version.ts';

export const rules: readonly Rule[] = [
  ...LISTENER_RULES,
  ...POOL_RULES,
  ...MONITOR_RULES,
  ...PREFLIGHT_RULES,
  ...VERSION_RULES,
];
