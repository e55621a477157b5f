import {
  type Explanation,
  everything,
  explain,
  type ParameterFacts,
  type RuleFacts,
  words,
} from '../../explain/explain.ts';
import { Failure } from '../../failure.ts';
import { didYouMean } from '../../model/suggest.ts';
import { PROVIDER_IDS, PROVIDERS } from '../../providers/registry.ts';
import type { Command } from '../command.ts';
import { wantsDocument } from '../global-options.ts';

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
  examples: [
    'lbctl explain cookie_timeout',
    'lbctl explain sticky-timeout',
    'lbctl explain elb/session-sticky-needs-roundrobin',
    'lbctl explain --list',
  ],
  async run({ argument }, context) {
    const providers = await Promise.all(PROVIDER_IDS.map((id) => PROVIDERS[id].load()));
    const known = everything(providers);
    if (argument === undefined) {
      await show(known, listText(known));
      return 0;
    }
    const found = explain(argument, known);
    if (found.fields.length + found.parameters.length + found.rules.length === 0) {
      throw new Failure(
        'not-found',
        `nothing to explain about ${JSON.stringify(argument)}${didYouMean(argument, words(known))}`,
        { hint: 'lbctl explain --list shows everything' },
      );
    }
    await show(
      found,
      explanationText(
        found,
        providers.map(({ id }) => id),
      ),
    );
    return 0;

    async function show(document: Explanation, text: string): Promise<void> {
      if (wantsDocument(context.globals)) {
        await context.answer.document(document);
      } else context.deps.stdout.write(text);
    }
  },
};

function listText({ fields, parameters, rules }: Explanation): string {
  const flagWidth = Math.max(...fields.map(({ path }) => path.length)) + 2;
  return [
    'Fields of the portable listener',
    ...fields.map(
      ({ path, summary, clouds }) =>
        `  ${path.padEnd(flagWidth)}${summary} (${cloudsWith(clouds)})`,
    ),
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

function explanationText(
  { fields, parameters, rules }: Explanation,
  clouds: readonly string[],
): string {
  const lines: string[] = [];
  for (const one of fields) {
    lines.push(`${one.path} (${one.flag})`, `  ${one.summary}`, `  values: ${one.values}`);
    for (const cloud of clouds) {
      const names = one.clouds[cloud];
      const carried =
        names === null || names === undefined
          ? 'not supported'
          : names.join(', ') || 'the kind of listener';
      lines.push(`  ${cloud}: ${carried}`);
    }
    lines.push('');
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

function ruleLines({ rule, severity, summary, source, preflight }: RuleFacts): readonly string[] {
  const level =
    typeof severity === 'string'
      ? severity
      : `${severity.create} on create, ${severity.update} on update`;
  return [
    `  ${rule} (${level}${preflight ? ', found by the pre-flight' : ''})`,
    `    ${summary}`,
    `    source: ${source}`,
  ];
}

function cloudsWith(clouds: Readonly<Record<string, readonly string[] | null>>): string {
  return Object.entries(clouds)
    .filter(([, names]) => names !== null)
    .map(([cloud]) => cloud)
    .join(', ');
}
