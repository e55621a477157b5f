import { countOf } from '../../output/count.ts';
import { minorLosses } from '../translate.ts';
import { type FieldReport, type Migrated, type Migration, nameOf } from './migration.ts';
import { notCopiedText } from './not-copied.ts';

/**
 * The report for people: what is the same is only counted.
 * @param options warnings: whether nothing else will print them
 */
export function migrationText(
  { copies, notCopied }: Migration,
  options: { readonly warnings: boolean },
): readonly string[] {
  return [
    ...copies.flatMap((one) => [
      [
        `${titleOf(one)}: ${one.report.filter(({ result }) => result === 'same').length} settings the same`,
        ...standingText(one),
      ].join('; '),
      ...one.report
        .filter(({ field, result }) => field !== 'loadBalancer' && result !== 'default')
        .filter((row) => row.result !== 'same' || hasOtherUnit(row))
        .map((row) => `  ${row.result.padEnd(7)}  ${sentence(row)}`),
      ...minorLosses(one).map((text) => `  ${text}`),
      ...(options.warnings ? one.warnings : []).map(({ message }) => `  warning  ${message}`),
      ...one.problems.map(({ message }) => `  problem  ${message}`),
      ...one.byHand.map((what) => `  by hand  ${what}`),
    ]),
    ...notCopied.map(notCopiedText),
    ...GENERAL.map((what) => `by hand: ${what}`),
  ];
}

/** What is left to do for every migration. */
const GENERAL = [
  'move the address: point DNS at the new load balancer, or move its public address, once the servers answer there',
];

function titleOf(one: Migrated): string {
  const { loadBalancer, protocol, port } = one.fields;
  return `${nameOf(one)} → ${loadBalancer}/${protocol}/${port}`;
}

/** What stands on the port; another listener that stays is a problem, and told there. */
function standingText({ standing }: Migrated): readonly string[] {
  switch (standing?.result) {
    case 'nothing':
      return ['nothing stands there'];
    case 'already-there':
      return ['already there'];
    case 'changes':
      return [
        `changes listener ${nameOf(standing)} that stands there: ${standing.fields.join(', ')}`,
      ];
    default:
      return [];
  }
}

/** Whether the same setting is another word or number there, such as minutes and seconds. */
function hasOtherUnit({ field, from, to }: FieldReport): boolean {
  const last = (wire: string) => wire.split(' ').at(-1);
  if (from === undefined || to === undefined) return false;
  return WITH_UNITS.includes(field) && last(from) !== last(to);
}

const WITH_UNITS = ['protocol', 'idleTimeout', 'requestTimeout', 'drain', 'stickySession.timeout'];

function sentence({ field, result, value, becomes, from, to, reason }: FieldReport): string {
  if (result === 'same') return `${field}: ${value} (${from} → ${to})`;
  return reason ?? `${field}: ${value} → ${becomes}`;
}

/** The report as a document, for tickets and reviews. */
export function migrationMarkdown({ copies, notCopied }: Migration): string {
  const parts = copies.map((one) =>
    [
      `## ${cell(titleOf(one))}`,
      '',
      ...standingText(one).flatMap((text) => [`On the new load balancer: ${cell(text)}`, '']),
      '| setting | result | before | after | note |',
      '| --- | --- | --- | --- | --- |',
      ...one.report.map((row) => {
        const { field, result, value, becomes, from, to, reason } = row;
        return `| ${[field, result, side(value, from), isLeftOut(row) ? '' : side(becomes ?? value, to), reason ?? ''].map(cell).join(' | ')} |`;
      }),
      ...(one.labels.length === 0
        ? []
        : ['', `Names that are not kept: ${cell(one.labels.join(', '))}`]),
      ...list(
        'Warnings',
        one.warnings.map(({ message }) => message),
      ),
      ...list(
        'Problems',
        one.problems.map(({ message }) => message),
      ),
      ...list('By hand', one.byHand),
    ].join('\n'),
  );
  return [
    `# Migration of ${countOf(copies.length + notCopied.length, 'listener')}`,
    ...parts.flatMap((part) => ['', part]),
    ...list('Not copied', notCopied.map(notCopiedText)),
    ...list('For all of them, by hand', GENERAL),
    '',
  ].join('\n');
}

function list(title: string, items: readonly string[]): readonly string[] {
  return items.length === 0 ? [] : ['', `${title}:`, '', ...items.map((item) => `- ${cell(item)}`)];
}

function isLeftOut({ result, becomes }: FieldReport): boolean {
  return (result === 'lost' || result === 'default') && becomes === undefined;
}

function side(value: string, wire: string | undefined): string {
  return wire === undefined ? value : `${value} (${wire})`;
}

/** Text from the cloud must not add cells or lines. */
function cell(text: string): string {
  return text
    .replaceAll('|', '\\|')
    .replace(/[\r\n]+/g, ' ')
    .replaceAll('<', '&lt;');
}

export function migrationDocument({ copies, notCopied }: Migration): unknown {
  return {
    listeners: copies.map(
      ({ ref, name, fields, standing, report, labels, byHand, problems, warnings }) => ({
        ref,
        name: name ?? null,
        target: `${fields.loadBalancer}/${fields.protocol}/${fields.port}`,
        ...(standing === undefined ? {} : { standing }),
        fields: report,
        namesNotKept: labels,
        byHand,
        problems,
        warnings,
      }),
    ),
    notCopied: notCopied.map(({ ref, name, reason }) => ({ ref, name: name ?? null, reason })),
    byHand: GENERAL,
  };
}
