import { EVENT_ID, type Event, getScalarValue, parseEvents, SCALAR_STYLE } from 'js-yaml';
import { Lines, type Position } from './lines.ts';

/** Index of the document, then keys of mappings and indexes of sequences. */
export type YamlPath = readonly (string | number)[];

/**
 * Finds the positions of values. Keeps the parser's events, which take about ten times the memory of
 * the text.
 */
export class YamlPositions {
  readonly #text: string;
  readonly #events: readonly Event[];
  readonly #lines: Lines;
  /** Indexes of items by index of their sequence: a cache. */
  readonly #items = new Map<number, readonly number[]>();

  /** @param text valid YAML */
  constructor(text: string) {
    this.#text = text;
    this.#events = parseEvents(text, {});
    this.#lines = new Lines(text);
  }

  /** The position of the deepest existing key or item along the path. */
  find([document = 0, ...path]: YamlPath): Position {
    let value = (this.#itemsOf(-1)[Number(document)] ?? 0) + 1;
    let found = value;
    for (const step of path) {
      const next = typeof step === 'number' ? this.#itemsOf(value)[step] : this.#key(value, step);
      if (next === undefined) break;
      found = next;
      value = typeof step === 'number' ? next : next + 1;
    }
    // Empty values have no position; take the event before.
    while (found > 0 && startOf(this.#events[found]) < 0) found -= 1;
    return this.#lines.position(Math.max(0, startOf(this.#events[found])));
  }

  /** @param list index of its first event; -1 for the list of documents */
  #itemsOf(list: number): readonly number[] {
    const cached = this.#items.get(list);
    if (cached !== undefined) return cached;
    const items: number[] = [];
    const isList = list === -1 || this.#events[list]?.type === EVENT_ID.SEQUENCE;
    for (let index = list + 1; isList && this.#isValue(index); index = this.#after(index)) {
      items.push(index);
    }
    this.#items.set(list, items);
    return items;
  }

  #key(mapping: number, name: string): number | undefined {
    if (this.#events[mapping]?.type !== EVENT_ID.MAPPING) return undefined;
    for (let key = mapping + 1; this.#isValue(key); key = this.#after(this.#after(key))) {
      const event = this.#events[key];
      if (event?.type === EVENT_ID.SCALAR && getScalarValue(this.#text, event) === name) return key;
    }
    return undefined;
  }

  #isValue(index: number): boolean {
    const event = this.#events[index];
    return event !== undefined && event.type !== EVENT_ID.POP;
  }

  /** The index of the event after a value. */
  #after(value: number): number {
    let depth = 0;
    let index = value;
    do {
      const type = this.#events[index]?.type;
      if (type === EVENT_ID.POP) depth -= 1;
      else if (type !== EVENT_ID.SCALAR && type !== EVENT_ID.ALIAS) depth += 1;
      index += 1;
    } while (depth > 0 && index < this.#events.length);
    return index;
  }
}

function startOf(event: Event | undefined): number {
  switch (event?.type) {
    case EVENT_ID.MAPPING:
    case EVENT_ID.SEQUENCE:
      return event.start;
    case EVENT_ID.SCALAR: {
      const { SINGLE_QUOTED, DOUBLE_QUOTED } = SCALAR_STYLE;
      const isQuoted = event.style === SINGLE_QUOTED || event.style === DOUBLE_QUOTED;
      return isQuoted ? event.valueStart - 1 : event.valueStart;
    }
    case EVENT_ID.ALIAS:
      return event.anchorStart - 1;
    default:
      return -1;
  }
}
