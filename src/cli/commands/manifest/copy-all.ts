import { Failure, violationFailure } from '../../../failure.ts';
import type { IdMap } from '../../../manifest/migration/id-map.ts';
import type { Migration } from '../../../manifest/migration/migration.ts';
import {
  migrationDocument,
  migrationMarkdown,
  migrationText,
} from '../../../manifest/migration/render.ts';
import { withStanding } from '../../../manifest/migration/standing.ts';
import { field, type ListenerFields } from '../../../model/fields.ts';
import { printableJson } from '../../../output/printable.ts';
import type { Target } from '../../../profile/target.ts';
import type { Context } from '../../context.ts';
import { choice } from '../../flag-values.ts';
import { placedMessages } from '../../hints.ts';
import { type Flags, textFlag } from '../../option.ts';
import { readPortable } from '../../portable-flags.ts';
import { applyPlan } from './apply.ts';
import { readCopyFacts, readStanding } from './copy-facts.ts';
import { REPORTS } from './copy-options.ts';
import { atTarget, isSameAccount, placeOfTarget, targetFlags, targetOf } from './copy-target.ts';
import { planManifest } from './diff.ts';
import { checkMigrated, copiesManifest, idsFrom, migrateAll, readOriginals } from './originals.ts';

/**
 * Copies all listeners of load balancers: reports what becomes of each setting, and then applies the
 * copies like a manifest, so that a second run changes nothing.
 */
export async function copyAll(flags: Flags, context: Context): Promise<number> {
  const ids = idsOf(flags);
  const text = textFlag(flags, 'report');
  const report = text === undefined ? undefined : choice('--report', REPORTS, text);
  const source = await context.target();
  const target = await targetOf(flags, context);
  const settings = settingsForAll(flags, target);
  const listeners = await readOriginals(context, source, [...ids.loadBalancers.keys()], ids);
  const move = {
    from: source.provider,
    to: target.provider,
    ids,
    settings,
    sameAccount: isSameAccount(source, target),
    start: flags['start'] === true,
  };
  return atTarget(target, flags, async () => {
    const draft = migrateAll(listeners, move).copies.map(({ fields }) => fields);
    const facts = await readCopyFacts(context, target, flags, draft);
    const migration = withPlacedProblems(migrateAll(listeners, { ...move, facts }), target, flags);
    // A report with --no-preflight asks nothing; a copy has to know what it would change.
    const asks = report === undefined || flags['no-preflight'] !== true;
    const migrated = asks ? await compared(context, target, migration) : migration;
    if (report !== undefined) {
      print(context, migrated, report);
      return 0;
    }
    const advice =
      'set what is missing with flags, for all of them, or copy those listeners one by one';
    checkMigrated(migrated, target.provider, flags, context, advice);
    const planned = await planManifest(flags, context, {
      dropFailures: true,
      place: targetFlags(flags, context),
      sources: [
        {
          name: '',
          text: async () => JSON.stringify(copiesManifest(migrated, target.provider)),
        },
      ],
    });
    return applyPlan(context, planned, { verb: 'copy', allowReplace: false, shared: false });
  });
}

/** Commands in problems work on the target. */
function withPlacedProblems(
  { copies, notCopied }: Migration,
  { provider }: Target,
  flags: Flags,
): Migration {
  const place = placeOfTarget(flags);
  return {
    copies: copies.map((copy) => ({
      ...copy,
      problems: placedMessages(copy.problems, place, provider.id),
    })),
    notCopied,
  };
}

/** With what stands on the ports of the copies. */
async function compared(
  context: Context,
  target: Target,
  { copies, notCopied }: Migration,
): Promise<Migration> {
  const { provider, settings } = target;
  const wanted = copies.map(({ fields }) => fields);
  const standing = await readStanding(context, target, wanted);
  const destination = { provider, region: settings.region };
  return { copies: withStanding(copies, destination, standing), notCopied };
}

/** Settings of the command line, such as a bandwidth that only the new cloud needs. */
function settingsForAll(flags: Flags, { provider }: Target): ListenerFields {
  const { fields, violations } = readPortable(flags);
  if (violations.length > 0) throw violationFailure(violations, provider.id);
  const { loadBalancer: _, ...settings } = fields;
  const own = OWN.find((path) => settings[path] !== undefined);
  if (own === undefined) return settings;
  throw new Failure('usage', `--${field(own).flag} cannot be used with --all`, {
    hint: 'copy listeners one by one to change it',
  });
}

/** Each listener has its own. */
const OWN = ['protocol', 'port', 'name'] as const;

function idsOf(flags: Flags): IdMap {
  const from = textFlag(flags, 'load-balancer');
  const to = textFlag(flags, 'to-load-balancer');
  const ids = idsFrom(flags, from === undefined || to === undefined ? [] : [`${from}=${to}`]);
  if (ids.loadBalancers.size > 0) return ids;
  throw new Failure('usage', 'no load balancers selected for the copy', {
    hint: 'use --load-balancer OLD-ID and --to-load-balancer NEW-ID, or --map-load-balancer OLD-ID=NEW-ID',
  });
}

function print(context: Context, migrated: Migration, report: (typeof REPORTS)[number]): void {
  switch (report) {
    case 'json':
      context.deps.stdout.write(printableJson(migrationDocument(migrated), 2));
      return;
    case 'markdown':
      context.writeStdout(migrationMarkdown(migrated).trimEnd().split('\n'));
      return;
    case 'text':
      context.writeStdout(migrationText(migrated, { warnings: true }));
  }
}
