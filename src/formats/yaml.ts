import {
  CORE_SCHEMA,
  constructFromEvents,
  dump,
  EVENT_ID,
  type Event,
  mergeTag,
  parseEvents,
  YAMLException,
} from 'js-yaml';
import type { Position } from './lines.ts';

const SCHEMA = CORE_SCHEMA.withTags(mergeTag);
const MOST_MERGED_KEYS = 5_000_000;

/** How many values a document may have for each one written, through its aliases. */
const MOST_COPIES = 100;

/** A text that is not YAML, or not YAML that may be read. */
export class YamlProblem extends Error implements Position {
  readonly line: number;
  readonly column: number;

  constructor(reason: string, { line, column }: Position) {
    super(reason);
    this.line = line;
    this.column = column;
  }
}

/**
 * The documents of a text in YAML 1.2 (core schema) with merge keys; JSON is a part of it.
 * Throws {@link YamlProblem}.
 */
export function parseYaml(text: string): readonly unknown[] {
  try {
    const events = parseEvents(text, {});
    const values = constructFromEvents(events, {
      source: text,
      schema: SCHEMA,
      maxTotalMergeKeys: MOST_MERGED_KEYS,
    });
    refuseAliasBombs(events, values);
    return values;
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error;
    const { line = 0, column = 0 } = error.mark ?? {};
    throw new YamlProblem(error.reason, { line: line + 1, column: column + 1 });
  }
}

/** YAML for people; what a YAML 1.1 reader would take for a boolean, a number or a date is quoted. */
export function formatYaml(value: unknown): string {
  return dump(value, { lineWidth: -1, noRefs: true, skipInvalid: true });
}

/** Aliases of aliases turn a few lines into gigabytes; an alias inside of what it names has no end. */
function refuseAliasBombs(events: readonly Event[], values: readonly unknown[]): void {
  if (!events.some(({ type }) => type === EVENT_ID.ALIAS)) return;
  let left = events.length * MOST_COPIES;
  const isEndless = (value: unknown, depth: number): boolean => {
    left -= 1;
    if (left < 0 || depth > MOST_COPIES) return true;
    if (typeof value !== 'object' || value === null) return false;
    return Object.values(value).some((inner) => isEndless(inner, depth + 1));
  };
  if (isEndless(values, 0)) {
    throw new YamlProblem('its aliases (*name) expand to too many values', { line: 1, column: 1 });
  }
}
