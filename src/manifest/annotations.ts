import type { Finding } from './finding.ts';

/** Formats findings as workflow commands of GitHub Actions. */
export function githubAnnotations(findings: readonly Finding[]): string {
  return findings
    .map(({ severity, file, line, column, rule, message }) => {
      const properties = `file=${escapeProperty(file)},line=${line},col=${column},title=${escapeProperty(rule)}`;
      return `::${severity} ${properties}::${escapeData(message)}\n`;
    })
    .join('');
}

function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
