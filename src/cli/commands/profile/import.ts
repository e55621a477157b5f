import { Failure } from '../../../failure.ts';
import { didYouMean } from '../../../model/suggest.ts';
import { readExternal } from '../../../profile/external.ts';
import type { StoredProfile } from '../../../profile/parse.ts';
import type { ProfileFile } from '../../../profile/store.ts';
import { changeProfiles } from '../../../profile/write.ts';
import type { Provider } from '../../../providers/provider.ts';
import { PROVIDER_IDS, PROVIDERS } from '../../../providers/registry.ts';
import type { SourceEntry } from '../../../providers/settings-source.ts';
import type { Command } from '../../command.ts';
import { type Context, placeFlags } from '../../context.ts';
import { textFlag } from '../../option.ts';
import { mustBeName, nameProblem } from './names.ts';

export const command: Command = {
  details:
    'Creates a profile for each profile of ~/.aliyun/config.json and each cloud of clouds.yaml. The ' +
    'new profiles refer to these entries, so secrets are not copied unless --copy-secrets is given. ' +
    'A cloud of clouds.yaml becomes a profile for elb if it is Huawei Cloud or built on it, and for ' +
    'octavia otherwise; --provider selects another one.',
  argument: { name: 'entry', required: false, summary: 'import only this profile or cloud' },
  options: [
    { flag: 'as', argument: '<name>', summary: 'name of the new profile' },
    {
      flag: 'copy-secrets',
      summary: 'copy the settings, including secrets, instead of referring to them',
    },
    { flag: 'overwrite', summary: 'overwrite existing profiles' },
  ],
  examples: ['lbctl profile import', 'lbctl profile import otc --as prod'],
  async run({ argument, flags }, context) {
    const found = await candidates(context);
    const as = textFlag(flags, 'as');
    if (as !== undefined && argument === undefined) {
      throw new Failure('usage', '--as requires the name of the entry to import');
    }
    const chosen = argument === undefined ? found : [pick(found, argument)];
    if (chosen.length === 0) context.note('nothing to import');
    const done = await write(context, chosen, {
      as: as === undefined ? undefined : mustBeName(as),
      named: argument !== undefined,
      copy: flags['copy-secrets'] === true,
      overwrite: flags['overwrite'] === true,
    });
    await context.print.rows({
      columns: [{ heading: 'PROFILE' }, { heading: 'PROVIDER' }, { heading: 'FROM', wrapsTo: 15 }],
      rows: done.map(({ profile, provider, from }) => [profile, provider, from]),
      document: done,
    });
    return 0;
  },
};

interface Candidate {
  readonly provider: Provider;
  readonly reference: string;
  readonly name: string;
  readonly path: string;
  readonly entry: SourceEntry;
}

async function candidates({ deps, globals }: Context): Promise<readonly Candidate[]> {
  const { provider: wanted } = placeFlags(globals);
  const found: Candidate[] = [];
  for (const id of PROVIDER_IDS) {
    if (wanted !== undefined && wanted !== id) continue;
    const provider = await PROVIDERS[id].load();
    const source = provider.settingsSource;
    const external = source === undefined ? undefined : await readExternal(source, deps.env);
    if (source === undefined || external === undefined) continue;
    for (const [name, entry] of Object.entries(external.entries)) {
      const path = external.paths[0] ?? source.title;
      // Clouds that share a file: the first that knows the entry, unless --provider says another.
      const isTaken = found.some(
        (one) => one.name === name && one.provider.settingsSource === source,
      );
      const isOwn = wanted === id || isRecognized(provider, entry);
      if (isOwn && !isTaken)
        found.push({ provider, reference: source.reference, name, path, entry });
    }
  }
  return found;
}

function isRecognized({ recognizes }: Provider, entry: SourceEntry): boolean {
  return recognizes === undefined || 'problem' in entry || recognizes(entry.settings);
}

function pick(found: readonly Candidate[], name: string): Candidate {
  const [first, second] = found.filter((one) => one.name === name);
  if (first === undefined) {
    const known = found.map((one) => one.name);
    throw new Failure('usage', `${JSON.stringify(name)} not found${didYouMean(name, known)}`, {
      hint:
        known.length === 0
          ? 'no configuration of other tools was found'
          : `available: ${known.join(', ')}`,
    });
  }
  if (second !== undefined) {
    throw new Failure('usage', `${name} is in both ${first.path} and ${second.path}`, {
      hint: `select one with --provider ${first.provider.id} or ${second.provider.id}`,
    });
  }
  return first;
}

interface ImportOptions {
  readonly as: string | undefined;
  /** The entry was given as an argument. */
  readonly named: boolean;
  readonly copy: boolean;
  readonly overwrite: boolean;
}

interface Imported {
  readonly profile: string;
  readonly provider: string;
  readonly from: string;
}

async function write(
  context: Context,
  chosen: readonly Candidate[],
  options: ImportOptions,
): Promise<readonly Imported[]> {
  const done: Imported[] = [];
  const change = (file: ProfileFile) => {
    const profiles: Record<string, StoredProfile> = { ...file.profiles };
    for (const one of chosen) {
      const twice = chosen.some((other) => other !== one && other.name === one.name);
      const profile = options.as ?? (twice ? `${one.name}-${one.provider.id}` : one.name);
      const exists = Object.hasOwn(profiles, profile) && !options.overwrite;
      const problem =
        'problem' in one.entry
          ? one.entry.problem
          : exists
            ? `profile ${profile} already exists (see --as, --overwrite)`
            : nameProblem(profile);
      if (problem !== undefined) {
        const message = `did not import ${one.name} of ${one.path}: ${problem}`;
        if (options.named) throw new Failure(exists ? 'conflict' : 'usage', message);
        context.note(`warning: ${message}`);
        continue;
      }
      profiles[profile] = asStored(one, options.copy);
      done.push({
        profile,
        provider: one.provider.id,
        from: `${one.name} in ${one.path}${options.copy ? ' (copied)' : ''}`,
      });
    }
    return { current: file.current, profiles };
  };
  if (context.globals.dryRun) {
    const { readProfiles } = await import('../../../profile/store.ts');
    change(await readProfiles(context.deps.env));
  } else if (chosen.length > 0) await changeProfiles(context.deps.env, change);
  return done;
}

function asStored({ provider, reference, name, entry }: Candidate, copy: boolean): StoredProfile {
  if (!copy || 'problem' in entry) return { provider: provider.id, [reference]: name };
  const settings = Object.entries(entry.settings).flatMap(([key, value]) =>
    value === undefined ? [] : [[key, value] as const],
  );
  return { provider: provider.id, ...Object.fromEntries(settings) };
}
