import type { Violation } from '../listener/violation.ts';

/** What is wrong, and where it is written. */
export interface Finding extends Violation {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** Which listener, as far as it says; absent where the file itself is the matter. */
  readonly listener?: string;
}

export const SOURCE = 'the listener model of lbctl';

/** The same with its place in front, for people. */
export function placed(finding: Finding): Finding {
  return { ...finding, message: `${placeOf(finding)}: ${finding.message}` };
}

export function placeOf({ file, line, column }: Finding): string {
  return `${file}:${line}:${column}`;
}
