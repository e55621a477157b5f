import { Failure } from '../../../failure.ts';
import { didYouMean } from '../../../model/suggest.ts';
import type { Command } from '../../command.ts';
import { TOPICS } from './topics.ts';

export const command: Command = {
  argument: {
    name: 'topic',
    required: false,
    summary: Object.keys(TOPICS).join(', '),
    values: Object.keys(TOPICS),
  },
  options: [],
  examples: ['lbctl help exit-codes', 'lbctl help manifests'],
  async run({ argument }, { deps }) {
    if (argument === undefined) {
      const lines = Object.entries(TOPICS).map(
        ([name, { summary }]) => `  ${name.padEnd(14)}${summary}`,
      );
      deps.stdout.write(
        `Topics\n\n${lines.join('\n')}\n\nRun lbctl help <topic> for a topic, lbctl <command> --help for a command.\n`,
      );
      return 0;
    }
    const topic = Object.hasOwn(TOPICS, argument) ? TOPICS[argument] : undefined;
    if (topic === undefined) {
      const names = Object.keys(TOPICS);
      throw new Failure(
        'usage',
        `unknown topic ${JSON.stringify(argument)}${didYouMean(argument, names)}`,
        { hint: `topics: ${names.join(', ')}; for a command: lbctl ${argument} --help` },
      );
    }
    deps.stdout.write(topic.text);
    return 0;
  },
};
