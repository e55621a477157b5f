import type { CommandNode } from '../src/cli/command.ts';
import { isGroup } from '../src/cli/command.ts';
import type { OptionSpec } from '../src/cli/option.ts';

interface Entry {
  readonly path: string;
  readonly summary: string;
}

/** The program as a manual page: commands, options of all of them, and the topics. */
export async function manualPage(
  root: CommandNode,
  globals: readonly OptionSpec[],
  topics: Readonly<Record<string, { readonly summary: string; readonly text: string }>>,
  version: string,
): Promise<string> {
  const entries: Entry[] = [];
  await collect('lbctl', root, entries);
  return [
    `.TH LBCTL 1 "" "lbctl ${version}" "User Commands"`,
    '.SH NAME',
    'lbctl \\- manage load-balancer listeners on Huawei Cloud ELB (classic) and Alibaba Cloud SLB',
    '.SH SYNOPSIS',
    '.B lbctl',
    '.I command \\fR[\\fIoptions\\fR]',
    '.SH COMMANDS',
    'Each command explains itself with \\fB\\-\\-help\\fR.',
    ...entries.flatMap(({ path, summary }) => ['.TP', `.B ${roff(path)}`, roff(summary)]),
    '.SH OPTIONS',
    'Every command takes these.',
    ...globals.flatMap((option) => ['.TP', `.B ${roff(flagOf(option))}`, roff(textOf(option))]),
    ...Object.entries(topics).flatMap(([name, { text }]) => topicLines(name, text)),
    '',
  ].join('\n');
}

async function collect(path: string, node: CommandNode, entries: Entry[]): Promise<void> {
  if (!isGroup(node)) {
    entries.push({ path, summary: node.summary });
    return;
  }
  for (const [word, child] of Object.entries(await node.children())) {
    await collect(`${path} ${word}`, child, entries);
  }
}

function flagOf({ flag, short, argument }: OptionSpec): string {
  const long = argument === undefined ? `--${flag}` : `--${flag} ${argument}`;
  return short === undefined ? long : `-${short}, ${long}`;
}

function textOf({ summary, values, variable }: OptionSpec): string {
  const notes = [
    values?.join(', '),
    variable === undefined ? undefined : `environment: ${variable}`,
  ];
  const said = notes.filter((note) => note !== undefined);
  return said.length === 0 ? summary : `${summary} (${said.join('; ')})`;
}

/** A topic's first line is its title; the rest is shown as it is. */
function topicLines(name: string, text: string): readonly string[] {
  const body = text.split('\n').slice(1).join('\n').trim();
  return [
    `.SH ${roff(name.toUpperCase().replaceAll('-', ' '))}`,
    '.nf',
    ...body.split('\n').map(roff),
    '.fi',
  ];
}

/** Text that roff takes as text: no escapes, no request at the start of a line. */
function roff(text: string): string {
  const plain = text.replaceAll('\\', '\\e').replaceAll('-', '\\-');
  return /^[.']/.test(plain) ? `\\&${plain}` : plain;
}
