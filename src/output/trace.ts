import { existsSync, readFileSync } from 'node:fs';
import { SourceMap } from 'node:module';

/** Maps a stack trace of the bundled program back to the sources. */
export function sourceTrace(error: Error): string {
  const maps = new Map<string, SourceMap | undefined>();
  return (error.stack ?? String(error)).replace(
    FRAME,
    (frame, head: string, file: string, line: string, column: string) => {
      if (!maps.has(file)) maps.set(file, readMap(`${file}.map`));
      const found = maps.get(file)?.findEntry(Number(line) - 1, Number(column) - 1);
      if (found === undefined || !('originalSource' in found)) return frame;
      // Relative to the repository: an installed program has no sources.
      const path = found.originalSource.replace(/^(\.\.\/)+/, '');
      return `${head}(${path}:${found.originalLine + 1}:${found.originalColumn + 1})`;
    },
  );
}

/** `at name (file:line:column)` or `at file:line:column`; file names may contain spaces. */
const FRAME = /^(\s+at (?:async )?(?:.* (?=\())?)\(?(.+\.cjs):(\d+):(\d+)\)?$/gm;

function readMap(path: string): SourceMap | undefined {
  return existsSync(path) ? new SourceMap(JSON.parse(readFileSync(path, 'utf8'))) : undefined;
}
