import { PROVIDER_IDS } from '../providers/registry.ts';
import { GLOBAL_OPTIONS } from './global-options.ts';
import type { OptionSpec } from './option.ts';

/* Every command takes all global options; help and completion show those that matter to it. */

const PLACE = ['profile', 'provider', 'region', 'endpoint'];
const OUTPUT = ['output', 'columns', 'headers', 'query'];
const CALLS = ['timeout', 'retries', 'debug'];
const CHANGE = ['dry-run', 'strict', 'wait', 'wait-timeout', 'yes', 'no-input'];
const EVERY = ['quiet', 'color'];
const READING = [...PLACE, ...OUTPUT, ...CALLS, ...EVERY];

/** By the beginning of the command; the first that fits. */
const RELEVANT: readonly (readonly [RegExp, readonly string[]])[] = [
  [/^(help|completion)\b/, []],
  [/^explain\b/, ['output', 'query']],
  [/^sandbox start\b/, []],
  [/^sandbox\b/, OUTPUT],
  [/^profile (show)\b/, [...PLACE, ...OUTPUT, ...EVERY]],
  [/^profile (set|import)\b/, [...PLACE, ...OUTPUT, 'dry-run', 'no-input', ...EVERY]],
  [/^profile (use|delete)\b/, [...OUTPUT, 'dry-run', 'yes', 'no-input', ...EVERY]],
  [/^profile\b/, [...OUTPUT, ...EVERY]],
  [/^listener validate\b/, ['profile', 'provider', 'region', ...OUTPUT, 'strict', ...EVERY]],
  [/^listener wait\b/, [...READING, 'wait-timeout']],
  [/^listener diff\b/, [...READING, 'strict']],
  [/ (create|update|start|stop|delete|apply|copy|edit)\b/, [...READING, ...CHANGE]],
  [/^/, READING],
];

/** Known to everybody or seldom used: completed, but not in the help of each command. */
const SELDOM = ['endpoint', 'headers', 'timeout', 'retries', 'no-input', 'debug', 'quiet', 'color'];

/** @param path the words of the command */
export function relevantGlobals(path: readonly string[]): readonly OptionSpec[] {
  const line = path.join(' ');
  const [, flags = []] = RELEVANT.find(([pattern]) => pattern.test(line)) ?? [];
  const isNative = PROVIDER_IDS.some((id) => id === path[0]);
  return GLOBAL_OPTIONS.filter(
    ({ flag }) => flags.includes(flag) && !(isNative && flag === 'provider'),
  );
}

/** The flags in the help of a command. */
export function helpGlobals(path: readonly string[]): readonly string[] {
  return relevantGlobals(path)
    .map(({ flag }) => flag)
    .filter((flag) => !SELDOM.includes(flag));
}
