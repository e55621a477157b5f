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

/** Names the place in the file; the listener if the manifest is none that the user has written. */
export function withLocation(finding: Finding): Finding {
  const place = isFile(finding) ? locationText(finding) : (finding.listener ?? '');
  return { ...finding, message: `${place}: ${finding.message}` };
}

/** Whether it is a place in a manifest that the user has written. */
export function isFile({ file }: Location): boolean {
  return file !== '';
}

export function locationText({ file, line, column }: Location): string {
  return `${file}:${line}:${column}`;
}

/** More than anybody reads. */
const MOST_OF_A_FILE = 20;

interface FirstFindings {
  readonly shown: readonly Finding[];
  /** `31 more in a.yaml, 5 more in b.yaml; -o json shows all`; undefined if all are shown. */
  readonly more: string | undefined;
}

/** The first findings of each file, errors before warnings, and a line about the others. */
export function firstOfEachFile(findings: readonly Finding[]): FirstFindings {
  const files = new Map<string, Finding[]>();
  for (const finding of findings) {
    const others = files.get(finding.file);
    if (others === undefined) files.set(finding.file, [finding]);
    else others.push(finding);
  }
  const isError = ({ severity }: Finding) => severity === 'error';
  const shown: Finding[] = [];
  const more: string[] = [];
  for (const [file, all] of files) {
    const errors = all.filter(isError);
    const first = [...errors, ...all.filter((one) => !isError(one))].slice(0, MOST_OF_A_FILE);
    const kept = new Set(first);
    shown.push(...all.filter((one) => kept.has(one)));
    const left = all.length - first.length;
    if (left > 0) more.push(`${left} more in ${file}`);
  }
  return {
    shown,
    more: more.length === 0 ? undefined : `${more.join(', ')}; -o json shows all`,
  };
}
