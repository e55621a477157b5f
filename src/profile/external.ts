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

/** The configuration of a vendor's tool. */
export interface ExternalSettings extends SourceEntries {
  readonly paths: readonly string[];
}

/** @returns undefined if the files do not exist */
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
    return { ...(await source.read(files, env)), paths: files.map(({ path }) => path) };
  } catch (error) {
    if (!(error instanceof MalformedFile)) throw error;
    throw new Failure('usage', `cannot parse ${error.path}: ${error.message}`, {
      hint: 'fix or move the file',
    });
  }
}

/** The current folder may have been deleted. */
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
      throw new Failure('usage', `cannot read ${path} (${code})`, {
        hint: 'check its owner and permissions',
      });
    }
  }
  return undefined;
}

export interface EntrySettings {
  readonly settings: Settings;
  /** For messages. */
  readonly source: string;
  readonly path: string;
}

/** @param referrer the profile or variable that contains the name */
export async function namedEntry(
  source: SettingsSource,
  name: string,
  referrer: string,
  env: Env,
): Promise<EntrySettings> {
  const external = await readExternal(source, env);
  const what = `${source.noun} ${JSON.stringify(name)}`;
  if (external === undefined) {
    throw new Failure('usage', `${referrer} refers to ${what}, but no ${source.title} was found`);
  }
  const entry = Object.hasOwn(external.entries, name) ? external.entries[name] : undefined;
  const path = external.paths[0] ?? source.title;
  if (entry === undefined) {
    const known = Object.keys(external.entries);
    throw new Failure(
      'usage',
      `${referrer} refers to ${what}, which is not in ${path}${didYouMean(name, known)}`,
      known.length === 0 ? {} : { hint: `available: ${known.join(', ')}` },
    );
  }
  if ('problem' in entry) {
    throw unusable(source, name, path, entry.problem);
  }
  return { settings: entry.settings, source: `${source.noun} ${name} in ${path}`, path };
}

function unusable(source: SettingsSource, name: string, path: string, problem: string): Failure {
  const what = `${source.noun} ${JSON.stringify(name)}`;
  return new Failure('usage', `cannot use ${what} in ${path}: ${problem}`);
}

/** The entry that the vendor's tools use by default. */
export async function defaultEntry(
  source: SettingsSource,
  env: Env,
): Promise<EntrySettings | undefined> {
  const external = await readExternal(source, env);
  const name = external?.current;
  if (external === undefined || name === undefined) return undefined;
  const entry = Object.hasOwn(external.entries, name) ? external.entries[name] : undefined;
  const path = external.paths[0] ?? source.title;
  const problem = entry === undefined ? 'it does not exist' : 'problem' in entry && entry.problem;
  if (problem) throw unusable(source, name, path, problem);
  if (entry === undefined || 'problem' in entry) return undefined;
  return { settings: entry.settings, source: `${source.noun} ${name} in ${path}`, path };
}
