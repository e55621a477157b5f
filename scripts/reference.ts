import {
  type Explanation,
  type ParameterFacts,
  parametersText,
  severityText,
} from '../src/explain/explain.ts';
import type { RuleFacts } from '../src/explain/rule-facts.ts';

/** The whole catalogue as one page of Markdown. */
export function referencePage({ fields, parameters, rules }: Explanation): string {
  const clouds = Object.keys(fields[0]?.clouds ?? {});
  return [
    '# Reference',
    '',
    'Generated from the catalogue by `npm run generate`; `lbctl explain` shows the same at a terminal.',
    '',
    '## The portable listener',
    '',
    'Keys of a manifest and of `-o json`, flags of `lbctl listener create` and `update`.',
    '',
    row(['field', 'flag', 'values', ...clouds]),
    row(['---', '---', '---', ...clouds.map(() => '---')]),
    ...fields.map((one) =>
      row([
        one.path,
        `\`${one.flag}\``,
        one.values,
        ...clouds.map((cloud) => parametersText(one, cloud) ?? '\u2013'),
      ]),
    ),
    '',
    ...clouds.flatMap((cloud) => [
      `## Parameters of ${cloud}`,
      '',
      row(['parameter', 'flag', 'values', 'default', 'where']),
      row(['---', '---', '---', '---', '---']),
      ...parameters.filter(({ provider }) => provider === cloud).map(parameterRow),
      '',
      `## Rules of ${cloud}`,
      '',
      ...rules.filter(({ rule }) => rule.startsWith(`${cloud}/`)).map(ruleLine),
      '',
    ]),
  ].join('\n');
}

function parameterRow({ name, flag, values, default: preset, uses }: ParameterFacts): string {
  return row([name, `\`${flag}\``, values, preset ?? '', uses.join('; ')]);
}

function ruleLine(one: RuleFacts): string {
  const { rule, summary, source, preflight } = one;
  return `- **${rule}** (${severityText(one)}${preflight ? ', pre-flight' : ''}): ${summary} *${source}*`;
}

function row(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}
