/** Continuation lines begin below the text after a label, as in `  2    usage error`. */
const LABELLED = /^(\s*\S(?:.*?\S)??\s{2,})\S/;

/** Breaks lines of a text at spaces, so that none is wider than the terminal. */
export function wrapText(text: string, width: number | undefined): string {
  if (width === undefined) return text;
  return text
    .split('\n')
    .flatMap((line) => wrapLine(line, width))
    .join('\n');
}

function wrapLine(line: string, width: number): readonly string[] {
  if (line.length <= width) return [line];
  const own = /^\s*/.exec(line)?.[0].length ?? 0;
  const label = LABELLED.exec(line)?.[1]?.length ?? 0;
  const below = own === 0 ? 0 : own + 2;
  const hanging = label > own && label <= width / 2 ? label : Math.min(below, width >> 1);
  const lines: string[] = [];
  let rest = line;
  while (rest.length > width) {
    const at = breakIn(rest, width);
    lines.push(rest.slice(0, at).trimEnd());
    rest = ' '.repeat(hanging) + rest.slice(at).trimStart();
  }
  return [...lines, rest];
}

/** The last space that fits, else a place behind punctuation, else anywhere. */
function breakIn(line: string, width: number): number {
  const start = /^\s*/.exec(line)?.[0].length ?? 0;
  const space = line.lastIndexOf(' ', width);
  if (space > start) return space;
  const mark = Math.max(
    ...['/', ',', '-', '_', '|', ':'].map((one) => line.lastIndexOf(one, width - 1)),
  );
  return mark > start ? mark + 1 : width;
}

/** A command line over several lines, each of which but the last ends in a backslash. */
export function wrapCommand(command: string, indent: number, width: number | undefined): string {
  const margin = ' '.repeat(indent);
  if (width === undefined || indent + command.length <= width) return `${margin}${command}`;
  const lines: string[] = [];
  let line = '';
  for (const word of wordsOf(command)) {
    const room = width - indent - 2 - (lines.length === 0 ? 0 : 2);
    if (line !== '' && line.length + 1 + word.length > room) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line].map((one, at) => margin + (at === 0 ? '' : '  ') + one).join(' \\\n');
}

/** Quoted words stay whole. */
function wordsOf(command: string): readonly string[] {
  return command.match(/(?:"[^"]*"|'[^']*'|<\([^)]*\)|[^\s"'])+/g) ?? [];
}
