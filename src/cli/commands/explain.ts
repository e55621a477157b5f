import {
  type Explanation,
  everything,
  explain,
  furtherRules,
  type ParameterFacts,
  parametersText,
  severityText,
  words,
} from '../../explain/explain.ts';
import type { RuleFacts } from '../../explain/rule-facts.ts';
import { Failure } from '../../failure.ts';
import { field, PATHS } from '../../model/fields.ts';
import { didYouMean } from '../../model/suggest.ts';
import { wantsDocument } from '../../output/format.ts';
import { wrapText } from '../../output/wrap.ts';
import { PROVIDER_IDS } from '../../providers/registry.ts';
import type { Command } from '../command.ts';

export const command: Command = {
  argument: {
    name: 'word',
    required: false,
    summary: 'a field (stickySession.timeout), a parameter (cookie_timeout), a flag or a rule',
    complete: 'word',
  },
  options: [
    {
      flag: 'list',
      summary: 'list everything that can be explained (the default without a word)',
      group: 'Explain',
    },
  ],
  elsewhere: Object.fromEntries(
    PATHS.map((path) => [field(path).flag, `use lbctl explain ${field(path).flag}`]),
  ),
  examples: [
    'lbctl explain cookie_timeout',
    'lbctl explain sticky-timeout',
    'lbctl explain elb/session-sticky-needs-roundrobin',
    'lbctl explain --list',
  ],
  async run({ argument }, context) {
    const known = await everything();
    if (argument === undefined) {
      await show(known, listText(known));
      return 0;
    }
    const listed = explain(argument, known);
    const rules = listed.rules.length > 0 ? [] : await furtherRules();
    const derived = rules.find(({ rule }) => rule === argument.toLowerCase());
    const found = derived === undefined ? listed : { ...listed, rules: [derived] };
    const { fields, keys, parameters } = found;
    if ([...fields, ...keys, ...parameters, ...found.rules].length === 0) {
      throw new Failure(
        'not-found',
        `no field, parameter, flag or rule ${JSON.stringify(argument)}${didYouMean(argument, [...words(known), ...rules.map(({ rule }) => rule)])}`,
        { hint: 'see lbctl explain --list' },
      );
    }
    await show(found, explanationText(found));
    return 0;

    async function show(document: Explanation, text: string): Promise<void> {
      const { stdout } = context.deps;
      if (wantsDocument(context.globals)) await context.print.document(document);
      else stdout.write(wrapText(text, stdout.columns));
    }
  },
};

function listText({ fields, keys, parameters, rules }: Explanation): string {
  const width = Math.max(...fields.map(({ path }) => path.length)) + 2;
  return [
    'Fields of the portable listener',
    ...fields.map(
      ({ path, summary, clouds }) => `  ${path.padEnd(width)}${summary} (${cloudsWith(clouds)})`,
    ),
    '',
    'Further keys of a listener in a manifest',
    ...keys.map(({ key, summary }) => `  ${key.padEnd(width)}${summary}`),
    '',
    ...PROVIDER_IDS.flatMap((id) => [
      `Parameters of ${id}`,
      ...parameters
        .filter(({ provider }) => provider === id)
        .map(({ name, summary }) => `  ${name.padEnd(30)}${summary}`),
      '',
    ]),
    'Rules over several fields',
    ...rules.map(({ rule, summary }) => `  ${rule}: ${summary}`),
    '',
  ].join('\n');
}

function explanationText({ fields, keys, parameters, rules }: Explanation): string {
  const lines: string[] = [];
  for (const one of fields) {
    lines.push(`${one.path} (${one.flag})`, `  ${one.summary}`, `  values: ${one.values}`);
    for (const cloud of Object.keys(one.clouds)) {
      const taken = one.accepts?.[cloud];
      const values = taken === undefined ? '' : ` (${taken.join(', ')})`;
      lines.push(`  ${cloud}: ${parametersText(one, cloud) ?? 'not supported'}${values}`);
    }
    lines.push('');
  }
  for (const { key, summary, values } of keys) {
    lines.push(`${key} (in a manifest)`, `  ${summary}`, `  values: ${values}`, '');
  }
  for (const one of parameters) lines.push(...parameterLines(one), '');
  if (rules.length > 0) lines.push('Rules', ...rules.flatMap(ruleLines));
  return `${lines.join('\n').trimEnd()}\n`;
}

function parameterLines(one: ParameterFacts): readonly string[] {
  return [
    `${one.name} (${one.provider}, ${one.flag})`,
    `  ${one.summary}`,
    ...(one.values === '' ? [] : [`  values: ${one.values}`]),
    ...(one.default === undefined ? [] : [`  default: ${one.default}`]),
    `  in: ${one.uses.join(', ')}`,
    `  source: ${one.source}`,
  ];
}

function ruleLines(one: RuleFacts): readonly string[] {
  return [
    `  ${one.rule} (${severityText(one)}${one.preflight ? ', checked by the pre-flight' : ''})`,
    `    ${one.summary}`,
    `    source: ${one.source}`,
  ];
}

function cloudsWith(clouds: Readonly<Record<string, readonly string[] | null>>): string {
  return Object.entries(clouds)
    .filter(([, names]) => names !== null)
    .map(([cloud]) => cloud)
    .join(', ');
}
