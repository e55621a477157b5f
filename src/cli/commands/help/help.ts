import { Failure } from '../../../failure.ts';
import { didYouMean } from '../../../model/suggest.ts';
import { wrapText } from '../../../output/wrap.ts';
import type { Command } from '../../command.ts';
import { optionsPage } from '../../help.ts';
import { TOPICS } from './topics.ts';

const NAMES = [...Object.keys(TOPICS), 'options'];

export const command: Command = {
  argument: { name: 'topic', required: false, summary: NAMES.join(', '), values: NAMES },
  options: [],
  examples: ['lbctl help exit-codes', 'lbctl help options'],
  async run({ argument }, { deps }) {
    const { stdout } = deps;
    stdout.write(wrapText(pageOf(argument, stdout.columns), stdout.columns));
    return 0;
  },
};

function pageOf(topic: string | undefined, columns: number | undefined): string {
  if (topic === undefined) return overview();
  if (topic === 'options') return optionsPage(columns);
  const found = Object.hasOwn(TOPICS, topic) ? TOPICS[topic] : undefined;
  if (found !== undefined) return found.text;
  throw new Failure('usage', `unknown topic ${JSON.stringify(topic)}${didYouMean(topic, NAMES)}`, {
    hint: `topics: ${NAMES.join(', ')}; for a command: lbctl ${topic} --help`,
  });
}

function overview(): string {
  const topics = Object.entries(TOPICS).map(([name, { summary }]) => [name, summary] as const);
  const lines = [...topics, ['options', 'options of all commands'] as const].map(
    ([name, summary]) => `  ${name.padEnd(14)}${summary}`,
  );
  return `Topics\n\n${lines.join('\n')}\n\nRun lbctl help <topic> for a topic, lbctl <command> --help for a command.\n`;
}
