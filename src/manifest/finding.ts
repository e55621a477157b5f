import type { Position } from '../formats/lines.ts';
import type { Violation } from '../model/violation.ts';

export interface Location extends Position {
  readonly file: string;
}

/** What is wrong, and where it is written. */
export interface Finding extends Violation, Location {
  /** `lb-1/tcp/22`, with ? for what is missing; absent where the file itself is the matter. */
  readonly listener?: string;
}

/** The rules of manifests are lbctl's own. */
export const SOURCE = 'the listener model of lbctl';

/** A violation of a rule of manifests. */
export function manifestViolation(
  rule: string,
  message: string,
  fields: readonly string[] = [],
): Violation {
  return { rule, severity: 'error', fields, flags: [], message, source: SOURCE };
}

/** Where a field of a listener is written, or else its group, or else the listener. */
export type Locate = (path: string) => Location;

/** The finding as people read it, with its location in front. */
export function withLocation(finding: Finding): Finding {
  return { ...finding, message: `${locationText(finding)}: ${finding.message}` };
}

export function locationText({ file, line, column }: Location): string {
  return `${file}:${line}:${column}`;
}
