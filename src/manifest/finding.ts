import type { Position } from '../formats/lines.ts';
import { OWN_SOURCE, type OwnRule } from '../model/own-rules.ts';
import type { Violation } from '../model/violation.ts';

export interface Location extends Position {
  readonly file: string;
}

/** A violation with its position in a manifest. */
export interface Finding extends Violation, Location {
  /** `lb-1/tcp/22`, with ? for missing parts; absent for problems of the file. */
  readonly listener?: string;
}

/** A violation of one of lbctl's own rules. */
export function manifestViolation(
  rule: OwnRule | `listener/${string}-value`,
  message: string,
  fields: readonly string[] = [],
): Violation {
  return {
    rule,
    severity: 'error',
    fields,
    flags: [],
    message,
    source: OWN_SOURCE,
  };
}

/** Returns the position of a field of a listener, or else of its group or the listener. */
export type Locate = (path: string) => Location;

export function withLocation(finding: Finding): Finding {
  return { ...finding, message: `${locationText(finding)}: ${finding.message}` };
}

export function locationText({ file, line, column }: Location): string {
  return `${file}:${line}:${column}`;
}
