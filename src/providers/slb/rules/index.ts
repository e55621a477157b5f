import type { Rule } from '../../../model/rule.ts';
import { ACCESS_RULES } from './access.ts';
import { BACKEND_RULES } from './backend.ts';
import { EFFECT_RULES } from './dependencies.ts';
import { HEALTH_RULES } from './health.ts';
import { PREFLIGHT_RULES } from './preflight.ts';
import { REDIRECT_RULES } from './redirect.ts';
import { REQUIREMENT_RULES } from './requirements.ts';
import { SCHEDULER_RULES } from './scheduler.ts';

export const RULES: readonly Rule[] = [
  ...BACKEND_RULES,
  ...REDIRECT_RULES,
  ...REQUIREMENT_RULES,
  ...SCHEDULER_RULES,
  ...HEALTH_RULES,
  ...ACCESS_RULES,
  ...EFFECT_RULES,
  ...PREFLIGHT_RULES,
];
