import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Failure, systemCode } from '../failure.ts';

export interface Source {
  readonly name: string;
  text(): Promise<string>;
}

const NAMES = /\.(?:ya?ml|json)$/i;

/** Finds the manifests of files, of folders and their subfolders, and of standard input (`-`). */
export function findSources(
  paths: readonly string[],
  stdin: () => Promise<string>,
): readonly Source[] {
  return paths.flatMap((path) => {
    if (path === '-') return [{ name: '<stdin>', text: stdin }];
    return isFolder(path) ? inFolder(path) : [fileSource(path)];
  });
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch (error) {
    throw unreadable(path, error);
  }
}

function inFolder(folder: string): readonly Source[] {
  const found = manifestsBelow(folder);
  if (found.length > 0) return found.map(fileSource);
  throw new Failure('usage', `no manifests in folder ${JSON.stringify(folder)}`, {
    hint: 'manifests end in .yaml, .yml or .json',
  });
}

function manifestsBelow(folder: string): readonly string[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .toSorted((a, b) => (a.name < b.name ? -1 : 1))
      .flatMap((entry) => {
        if (entry.name.startsWith('.')) return [];
        const path = join(folder, entry.name);
        if (entry.isDirectory()) return manifestsBelow(path);
        return NAMES.test(entry.name) ? [path] : [];
      });
  } catch (error) {
    throw unreadable(folder, error);
  }
}

function fileSource(path: string): Source {
  return {
    name: path,
    text: async () => {
      try {
        return readFileSync(path, 'utf8');
      } catch (error) {
        throw unreadable(path, error);
      }
    },
  };
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'no such file or folder',
  ENOTDIR: 'no such file or folder',
  EACCES: 'permission denied',
};

function unreadable(path: string, error: unknown): Failure {
  if (error instanceof Failure) return error;
  const code = systemCode(error) ?? 'unreadable';
  return new Failure(
    'usage',
    `cannot read manifest ${JSON.stringify(path)}: ${REASONS[code] ?? code}`,
  );
}
