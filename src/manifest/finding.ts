import type { Violation } from '../model/violation.ts';
import type { Written } from './piece.ts';

export interface Position {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** What is wrong, and where it is written. */
export interface Finding extends Violation, Position {
  /** Which listener, as far as it says; absent where the file itself is the matter. */
  readonly listener?: string;
}

export const SOURCE = 'the listener model of lbctl';

/** A finding whose exact place is still to be looked up. */
export type Unplaced = Omit<Finding, 'line' | 'column'>;

/** The same with its place in front, for people. */
export function placed(finding: Finding): Finding {
  return { ...finding, message: `${placeOf(finding)}: ${finding.message}` };
}

export function placeOf({ file, line, column }: Finding): string {
  return `${file}:${line}:${column}`;
}

/**
 * Findings in the order in which they are made. Exact places are looked up at the end, all at once,
 * since that takes the full parser, which a manifest without findings never needs.
 */
export class Findings {
  readonly #all: Finding[] = [];
  readonly #unplaced: { at: number; written: Written; path: readonly string[] }[] = [];

  add(finding: Finding): void {
    this.#all.push(finding);
  }

  /** For the deepest key along the path that is there. */
  addAt(finding: Unplaced, written: Written, path: readonly string[]): void {
    this.#unplaced.push({ at: this.#all.length, written, path });
    this.#all.push({ ...finding, ...written.start });
  }

  /** @param prepare makes places known; called only when there are any to look up */
  async placed(prepare: () => Promise<void>): Promise<Finding[]> {
    if (this.#unplaced.length > 0) await prepare();
    for (const { at, written, path } of this.#unplaced) {
      const finding = this.#all[at];
      if (finding !== undefined) this.#all[at] = { ...finding, ...written.locate(path) };
    }
    return this.#all;
  }
}
