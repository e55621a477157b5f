import {
  CORE_SCHEMA,
  constructFromEvents,
  dump,
  EVENT_ID,
  type Event,
  mergeTag,
  parseEvents,
  SCALAR_STYLE,
  visit,
  YAMLException,
} from 'js-yaml';
import type { Position } from './lines.ts';

const SCHEMA = CORE_SCHEMA.withTags(mergeTag);
const MAX_MERGED_KEYS = 5_000_000;

/** Values after expanding aliases, per parser event; also the maximum depth then. */
const MAX_EXPANSION = 100;

/** Invalid YAML, or YAML that is not accepted. */
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
 * Parses the documents of YAML 1.2 (core schema, merge keys), which includes JSON.
 * @throws YamlProblem
 */
export function parseYaml(text: string): readonly unknown[] {
  try {
    const events = parseEvents(text, {});
    const values = constructFromEvents(events, {
      source: text,
      schema: SCHEMA,
      maxTotalMergeKeys: MAX_MERGED_KEYS,
    });
    refuseAliasBombs(events, values);
    return values;
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error;
    const { line = 0, column = 0 } = error.mark ?? {};
    throw new YamlProblem(error.reason, { line: line + 1, column: column + 1 });
  }
}

/**
 * Quotes strings that a YAML 1.1 parser would read as a boolean, number or date, and escapes
 * bidirectional controls, as the library does other controls.
 */
export function formatYaml(value: unknown): string {
  const text = dump(value, {
    lineWidth: -1,
    noRefs: true,
    skipInvalid: true,
    transform: (documents) =>
      visit(documents, (node) => {
        const needsEscape = node.kind === 'scalar' && node.value.search(BIDI) >= 0;
        if (needsEscape) node.style = SCALAR_STYLE.DOUBLE_QUOTED;
      }),
  });
  return text.replace(BIDI, (character) => {
    const code = character.charCodeAt(0).toString(16).toUpperCase();
    return `\\u${code.padStart(4, '0')}`;
  });
}

const BIDI = /\p{Bidi_Control}/gu;

/** Throws if aliases expand to too many values, or recursively. */
function refuseAliasBombs(events: readonly Event[], values: readonly unknown[]): void {
  if (!events.some(({ type }) => type === EVENT_ID.ALIAS)) return;
  let left = events.length * MAX_EXPANSION;
  const isTooLarge = (value: unknown, depth: number): boolean => {
    left -= 1;
    if (left < 0 || depth > MAX_EXPANSION) return true;
    if (typeof value !== 'object' || value === null) return false;
    return Object.values(value).some((inner) => isTooLarge(inner, depth + 1));
  };
  if (isTooLarge(values, 0)) {
    throw new YamlProblem('aliases (*name) expand to too many values', { line: 1, column: 1 });
  }
}
