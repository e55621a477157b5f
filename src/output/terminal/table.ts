import Table from 'cli-table3';

export interface TableLook {
  /** Of the terminal. */
  readonly width: number;
  readonly colour: boolean;
}

const NARROWEST_COLUMN = 8;
const PADDING = 2;

/** Rows under headings, as wide as the terminal at most; what does not fit a cell is wrapped. */
export async function renderTable(
  headings: readonly string[],
  rows: readonly (readonly string[])[],
  { width, colour }: TableLook,
): Promise<string> {
  const paint = await painter(colour);
  const widths = columnWidths(headings, rows, width);
  const table = new Table({
    head: headings.map((heading, index) => wrapped(heading, widths[index], paint.heading)),
    chars: BARE,
    // cli-table3 colours headings and borders also in a pipe unless it is told not to.
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': PADDING },
    colWidths: widths,
  });
  for (const row of rows) {
    table.push(
      row.map((cell, index) =>
        wrapped(cell, widths[index], (line) => paint.cell(headings[index] ?? '', cell, line)),
      ),
    );
  }
  return `${table.toString().replace(/[ \t]+$/gm, '')}\n`;
}

/** Names beside values, in sections. */
export async function renderSections(
  sections: readonly {
    readonly title: string;
    readonly rows: readonly (readonly [string, string])[];
  }[],
  { colour }: TableLook,
): Promise<string> {
  const paint = await painter(colour);
  const labels = sections.flatMap(({ rows }) => rows.map(([label]) => label.length));
  const pad = Math.max(0, ...labels) + 2;
  return sections
    .map(({ title, rows }) => {
      const lines = rows.map(
        ([label, value]) => `  ${label.padEnd(pad)}${paint.cell(label.toUpperCase(), value)}\n`,
      );
      return `${paint.heading(title)}\n${lines.join('')}`;
    })
    .join('\n');
}

/** Colour where it means something: the status. */
async function painter(colour: boolean) {
  if (!colour) {
    return {
      heading: (text: string) => text,
      cell: (_: string, text: string, shown = text) => shown,
    };
  }
  const { Chalk } = await import('chalk');
  const chalk = new Chalk({ level: 1 });
  return {
    heading: (text: string) => chalk.bold(text),
    cell: (heading: string, text: string, shown = text) => {
      if (heading !== 'STATUS') return shown;
      if (text === 'running') return chalk.green(shown);
      if (text === 'stopped') return chalk.yellow(shown);
      return text === 'error' ? chalk.red(shown) : shown;
    },
  };
}

/** Wrapped before it is painted: cli-table3 would wrap in the middle of an escape sequence. */
function wrapped(text: string, width = Infinity, paint: (line: string) => string): string {
  const lines = [''];
  for (const character of text) {
    const last = lines.at(-1) ?? '';
    if (displayWidth(last + character) + PADDING > width) lines.push(character);
    else lines[lines.length - 1] = last + character;
  }
  return lines.map(paint).join('\n');
}

/** Natural widths, and when they do not fit, the widest columns give way first. */
function columnWidths(
  headings: readonly string[],
  rows: readonly (readonly string[])[],
  width: number,
): number[] {
  const widths = headings.map(
    (heading, index) =>
      Math.max(heading.length, ...rows.map((row) => displayWidth(row[index] ?? ''))) + PADDING,
  );
  let excess = widths.reduce((sum, one) => sum + one, 0) - width;
  while (excess > 0) {
    const widest = Math.max(...widths);
    if (widest <= NARROWEST_COLUMN) break;
    widths[widths.indexOf(widest)] = widest - 1;
    excess -= 1;
  }
  return widths;
}

/** Chinese characters take two columns of a terminal. */
function displayWidth(text: string): number {
  let width = 0;
  for (const character of text) width += /[\u1100-\u115f\u2e80-\uffdc]/.test(character) ? 2 : 1;
  return width;
}

const BARE = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  'left-mid': '',
  mid: '',
  'mid-mid': '',
  right: '',
  'right-mid': '',
  middle: '',
};
