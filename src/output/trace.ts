import { existsSync, readFileSync } from 'node:fs';
import { SourceMap } from 'node:module';
import { join, relative } from 'node:path';

/**
 * A stack trace in terms of the sources. What is installed is bundled and minified; its maps are
 * read only here, so that a start costs nothing for them.
 */
export function sourceTrace(error: Error): string {
  const maps = new Map<string, SourceMap | undefined>();
  return (error.stack ?? String(error)).replace(
    /\(?(\/[^\s():]+\.cjs):(\d+):(\d+)\)?/g,
    (frame, file: string, line: string, column: string) => {
      if (!maps.has(file)) maps.set(file, readMap(`${file}.map`));
      const found = maps.get(file)?.findEntry(Number(line) - 1, Number(column) - 1);
      if (found === undefined || !('originalSource' in found)) return frame;
      const path = relative(process.cwd(), join(file, '..', found.originalSource));
      return `(${path}:${found.originalLine + 1}:${found.originalColumn + 1})`;
    },
  );
}

function readMap(path: string): SourceMap | undefined {
  return existsSync(path) ? new SourceMap(JSON.parse(readFileSync(path, 'utf8'))) : undefined;
}
