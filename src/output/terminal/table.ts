import Table from 'cli-table3';
import stringWidth from 'string-width';
import { paintStatus, type Style } from '../style.ts';

export interface TableLook {
  /** Characters per line; undefined for no limit. */
  readonly width: number | undefined;
  readonly style: Style;
}

export interface TableColumn {
  readonly heading: string;
  /** The minimum width to wrap to; absent if the text must not be wrapped. */
  readonly wrapsTo?: number | undefined;
  /** On narrow terminals, columns with the highest number are dropped first. */
  readonly dispensable?: number | undefined;
}

export interface RenderedTable {
  readonly text: string;
  /** Headings of the dropped columns. */
  readonly leftOut: readonly string[];
}

const PADDING = 2;

export function renderTable(
  columns: readonly TableColumn[],
  rows: readonly (readonly string[])[],
  { width = Infinity, style }: TableLook,
): RenderedTable {
  const measured = columns.map((column, index): Measured => {
    const cells = [column.heading, ...rows.map((row) => row[index] ?? '')];
    const natural = Math.max(...cells.map(stringWidth)) + PADDING;
    const least = Math.min(natural, (column.wrapsTo ?? Infinity) + PADDING);
    return { ...column, index, natural, least };
  });
  const visible = columnsThatFit(measured, width);
  const colWidths = distribute(visible, width);
  const table = new Table({
    chars: BARE,
    style: { border: [], 'padding-left': 0, 'padding-right': PADDING },
    colWidths,
    wordWrap: true,
  });
  table.push(
    visible.map(({ heading }) => style.bold(heading)),
    ...rows.map((row) =>
      visible.map(({ heading, index }, at) => {
        const cell = row[index] ?? '';
        return {
          content: STATUS_HEADINGS.includes(heading) ? paintStatus(cell, style) : cell,
          wrapOnWordBoundary: !hasLongWord(cell, (colWidths[at] ?? 0) - PADDING),
        };
      }),
    ),
  );
  return {
    text: `${table.toString().replace(/[ \t]+$/gm, '')}\n`,
    leftOut: measured.filter((one) => !visible.includes(one)).map(({ heading }) => heading),
  };
}

const STATUS_HEADINGS: readonly string[] = ['STATUS', 'RESULT'];

interface Measured extends TableColumn {
  readonly index: number;
  readonly natural: number;
  readonly least: number;
}

function columnsThatFit(columns: readonly Measured[], width: number): readonly Measured[] {
  const needed = columns.reduce((sum, { least }) => sum + least, -PADDING);
  const first = Math.max(...columns.map(({ dispensable = 0 }) => dispensable));
  if (needed <= width || first === 0) return columns;
  return columnsThatFit(
    columns.filter(({ dispensable }) => dispensable !== first),
    width,
  );
}

/** Narrows the widest columns first until the table fits. */
function distribute(columns: readonly Measured[], width: number): number[] {
  const widths = columns.map(({ natural }) => natural);
  const total = () => widths.reduce((sum, one) => sum + one, -PADDING);
  while (total() > width) {
    const shrinkable = columns.map(({ least }, at) => {
      const now = widths[at] ?? 0;
      return now > least ? now : 0;
    });
    const widest = Math.max(...shrinkable);
    if (widest === 0) break;
    widths[shrinkable.indexOf(widest)] = widest - 1;
  }
  return widths;
}

/**
 * Whether a word, such as a path, has to be split. Only for ASCII: there cli-table3 counts
 * characters instead of columns.
 */
function hasLongWord(cell: string, width: number): boolean {
  return /^[ -~]*$/.test(cell) && cell.split(' ').some((word) => word.length > width);
}

export interface Section {
  readonly title: string;
  /** Labels and values. */
  readonly rows: readonly (readonly [string, string])[];
}

export function renderSections(sections: readonly Section[], { style }: TableLook): string {
  const labels = sections.flatMap(({ rows }) => rows.map(([label]) => label.length));
  const pad = Math.max(0, ...labels) + 2;
  return sections
    .map(({ title, rows }) => {
      const lines = rows.map(([label, value]) => {
        const text = label === 'status' ? paintStatus(value, style) : value;
        return `${`  ${label.padEnd(pad)}${text}`.trimEnd()}\n`;
      });
      return `${style.bold(title)}\n${lines.join('')}`;
    })
    .join('\n');
}

/** No borders. */
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
