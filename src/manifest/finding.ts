import type { Position } from '../formats/lines.ts';
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
  rule: string,
  message: string,
  fields: readonly string[] = [],
): Violation {
  return {
    rule,
    severity: 'error',
    fields,
    flags: [],
    message,
    source: 'the listener model of lbctl',
  };
}

/** Returns the position of a field of a listener, or else of its group or the listener. */
export type Locate = (path: string) => Location;

/** Names the place in the file; the listener if the manifest is none that the user has written. */
export function withLocation(finding: Finding): Finding {
  const place = finding.file === '' ? (finding.listener ?? '') : locationText(finding);
  return { ...finding, message: `${place}: ${finding.message}` };
}

export function locationText({ file, line, column }: Location): string {
  return `${file}:${line}:${column}`;
}
