import { realpathSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * What lets other users change a file: the file, or the folder it is in.
 * @returns a path, or undefined if only its owner can
 */
export function writableByOthers(file: string): string | undefined {
  if (process.platform === 'win32') return undefined;
  try {
    const real = realpathSync(file);
    if ((statSync(real).mode & 0o022) !== 0) return file;
    return [dirname(file), dirname(real)].find(isOpen);
  } catch {
    return undefined;
  }
}

/** In folders such as /tmp, only its owner can replace a file. */
function isOpen(folder: string): boolean {
  const { mode } = statSync(folder);
  return (mode & 0o022) !== 0 && (mode & 0o1000) === 0;
}
