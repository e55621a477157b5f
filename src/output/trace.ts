import { existsSync, readFileSync } from 'node:fs';
import { SourceMap } from 'node:module';

/**
 * A stack trace in terms of the sources. What is installed is bundled and minified; its maps are
 * read only here, so that a start costs nothing for them.
 */
export function sourceTrace(error: Error): string {
  const maps = new Map<string, SourceMap | undefined>();
  return (error.stack ?? String(error)).replace(
    FRAME,
    (frame, head: string, file: string, line: string, column: string) => {
      if (!maps.has(file)) maps.set(file, readMap(`${file}.map`));
      const found = maps.get(file)?.findEntry(Number(line) - 1, Number(column) - 1);
      if (found === undefined || !('originalSource' in found)) return frame;
      // As the repository names it: an installed program has no sources beside it.
      const path = found.originalSource.replace(/^(\.\.\/)+/, '');
      return `${head}(${path}:${found.originalLine + 1}:${found.originalColumn + 1})`;
    },
  );
}

/** A line of a trace: `at name (file:line:column)`, or without the name. Files may have blanks. */
const FRAME = /^(\s+at (?:async )?(?:.* (?=\())?)\(?(.+\.cjs):(\d+):(\d+)\)?$/gm;

function readMap(path: string): SourceMap | undefined {
  return existsSync(path) ? new SourceMap(JSON.parse(readFileSync(path, 'utf8'))) : undefined;
}
