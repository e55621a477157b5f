import type { Explanation, ParameterFacts, RuleFacts } from '../src/explain/explain.ts';

/** Everything that can be explained, as one page of Markdown. */
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
        ...clouds.map((cloud) => {
          const names = one.clouds[cloud];
          return names === null || names === undefined
            ? '\u2013'
            : names.join(', ') || 'the kind of listener';
        }),
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

function ruleLine({ rule, severity, summary, source, preflight }: RuleFacts): string {
  const level =
    typeof severity === 'string'
      ? severity
      : `${severity.create} on create, ${severity.update} on update`;
  return `- **${rule}** (${level}${preflight ? ', pre-flight' : ''}): ${summary} *${source}*`;
}

function row(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}
