import {
  type CompletionSource,
  type CompletionTable,
  flagsWithValue,
  type SourceGroup,
  valueGroups,
} from './words.ts';

/** How a shell of the sh family says what it offers. */
export interface PosixDialect {
  readonly words: (words: readonly string[]) => string;
  readonly dynamic: (what: string) => string;
  readonly files: string;
}

/** `case` arms for the values of flags and arguments, keyed by `<command> <flag>`. */
export function valueArms(table: CompletionTable, dialect: PosixDialect): string {
  return valueGroups(table)
    .map(({ source, keys }: SourceGroup) => {
      const patterns = keys.map((key) =>
        key.startsWith('* ') ? `*${quoted(key.slice(1))}` : quoted(key),
      );
      return `    ${patterns.join('|')})\n      ${action(source, dialect)} ;;`;
    })
    .join('\n');
}

function action(source: CompletionSource, dialect: PosixDialect): string {
  if (source.kind === 'words') return dialect.words(source.words);
  return source.kind === 'dynamic' ? dialect.dynamic(source.what) : dialect.files;
}

/** `case` pattern of all flags whose next word is their value. */
export function valuePattern(table: CompletionTable): string {
  return flagsWithValue(table).join('|');
}

/** `case` pattern of everything that is a command's path. */
export function pathPattern({ entries }: CompletionTable): string {
  return entries
    .filter(({ path }) => path !== '')
    .map(({ path }) => quoted(path))
    .join('|');
}

export function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
