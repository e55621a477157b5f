import { type Finding, firstOfEachFile } from './finding.ts';

/** Formats findings as workflow commands of GitHub Actions, which shows ten of each severity. */
export function githubAnnotations(findings: readonly Finding[]): string {
  const { shown, more } = firstOfEachFile(findings);
  return [...shown.map(annotation), ...(more === undefined ? [] : [notice(more)])].join('');
}

function annotation({ severity, file, line, column, rule, message }: Finding): string {
  const properties = `file=${escapeProperty(file)},line=${line},col=${column},title=${escapeProperty(rule)}`;
  return `::${severity} ${properties}::${escapeData(message)}\n`;
}

function notice(text: string): string {
  return `::notice title=lbctl listener validate::${escapeData(text)}\n`;
}

function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
