import { readFileSync } from 'node:fs';
import type { Env } from '../deps.ts';
import { Failure, systemCode } from '../failure.ts';
import { didYouMean } from '../model/suggest.ts';
import type { Settings } from '../providers/settings.ts';
import {
  type FoundFile,
  MalformedFile,
  type SettingsSource,
  type SourceEntries,
} from '../providers/settings-source.ts';
import { homeFolder } from '../storage/folders.ts';

/** What a tool of the vendor keeps, with the files that it was found in. */
export interface ExternalSettings extends SourceEntries {
  readonly paths: readonly string[];
}

/** Undefined when there is no such file. */
export async function readExternal(
  source: SettingsSource,
  env: Env,
): Promise<ExternalSettings | undefined> {
  const files: FoundFile[] = [];
  const roles = source.files({ home: homeFolder(env), cwd: workingFolder(env), env });
  for (const { role, candidates } of roles) {
    const found = firstFile(role, candidates);
    if (found !== undefined) files.push(found);
  }
  if (files.length === 0) return undefined;
  try {
    return { ...(await source.read(files)), paths: files.map(({ path }) => path) };
  } catch (error) {
    if (!(error instanceof MalformedFile)) throw error;
    throw new Failure('usage', `the file ${error.path} is not understood: ${error.message}`, {
      hint: 'mend it, or move it away',
    });
  }
}

/** The folder that one works in may have been deleted meanwhile. */
function workingFolder(env: Env): string {
  try {
    return process.cwd();
  } catch {
    return homeFolder(env);
  }
}

function firstFile(role: string, candidates: readonly string[]): FoundFile | undefined {
  for (const path of candidates) {
    try {
      return { role, path, text: readFileSync(path, 'utf8') };
    } catch (error) {
      const code = systemCode(error) ?? '';
      if (code === 'ENOENT' || code === 'ENOTDIR') continue;
      throw new Failure('usage', `the file ${path} can\u2019t be read (${code})`, {
        hint: 'check who owns it and its mode',
      });
    }
  }
  return undefined;
}

/** The settings of an entry that somebody named. */
export async function namedEntry(
  source: SettingsSource,
  name: string,
  named: string,
  env: Env,
): Promise<{ readonly settings: Settings; readonly source: string }> {
  const external = await readExternal(source, env);
  const what = `${source.noun} ${JSON.stringify(name)}`;
  if (external === undefined) {
    throw new Failure('usage', `${named} names the ${what}, but there is no ${source.title}`);
  }
  const entry = Object.hasOwn(external.entries, name) ? external.entries[name] : undefined;
  const path = external.paths[0] ?? source.title;
  if (entry === undefined) {
    const known = Object.keys(external.entries);
    throw new Failure(
      'usage',
      `${named} names the ${what}, which is not in ${path}${didYouMean(name, known)}`,
      known.length === 0 ? {} : { hint: `there: ${known.join(', ')}` },
    );
  }
  if ('problem' in entry) {
    throw new Failure('usage', `the ${what} in ${path} can\u2019t be used: ${entry.problem}`);
  }
  return { settings: entry.settings, source: `${source.noun} ${name} in ${path}` };
}
