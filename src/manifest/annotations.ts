import type { Finding } from './finding.ts';

/** Workflow commands that GitHub shows beside the lines concerned. */
export function githubAnnotations(findings: readonly Finding[]): string {
  return findings
    .map(({ severity, file, line, column, rule, message }) => {
      const place = `file=${property(file)},line=${line},col=${column},title=${property(rule)}`;
      return `::${severity} ${place}::${data(message)}\n`;
    })
    .join('');
}

function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
