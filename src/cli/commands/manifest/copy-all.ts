import { readFileSync } from 'node:fs';
import { Failure, systemCode } from '../../../failure.ts';
import { type IdMap, mappedIds, readIdMap } from '../../../manifest/migration/id-map.ts';
import { type Migrated, migrate } from '../../../manifest/migration/migrate.ts';
import {
  migrationDocument,
  migrationMarkdown,
  migrationText,
} from '../../../manifest/migration/render.ts';
import type { Listener } from '../../../model/listener.ts';
import { nest } from '../../../model/values.ts';
import { withBeside } from '../../../operations/beside.ts';
import { listListeners } from '../../../operations/list.ts';
import { hasStates } from '../../../operations/state.ts';
import { countOf } from '../../../output/count.ts';
import { printableJson } from '../../../output/printable.ts';
import type { Target } from '../../../profile/target.ts';
import { definitionOf } from '../../../providers/provider.ts';
import type { Context } from '../../context.ts';
import { choice } from '../../flag-values.ts';
import { type Flags, textFlag, textFlags } from '../../option.ts';
import { applyPlan } from './apply.ts';
import { REPORTS } from './copy-options.ts';
import { isSameAccount, targetOf } from './copy-target.ts';
import { planManifest } from './diff.ts';

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
  const listeners = await read(context, source, ids);
  const migrated = listeners.map((listener) =>
    migrate({
      from: source.provider,
      listener,
      to: target.provider,
      overrides: mappedIds(listener.fields, ids),
      sameAccount: isSameAccount(source, target),
    }),
  );
  if (report !== undefined) {
    print(context, migrated, report);
    return 0;
  }
  migrationText(migrated).forEach(context.note);
  check(migrated, flags['allow-loss'] === true, target);
  const planned = await planManifest(flags, context, {
    dropFailures: true,
    place: placeOf(flags, context, target),
    sources: [
      {
        name: '',
        text: async () => manifestOf(migrated, listeners, target, flags['start'] === true),
      },
    ],
  });
  return applyPlan(context, planned, { allowReplace: false, shared: false });
}

function idsOf(flags: Flags): IdMap {
  const from = textFlag(flags, 'load-balancer');
  const to = textFlag(flags, 'to-load-balancer');
  const path = textFlag(flags, 'map-file');
  const ids = readIdMap({
    loadBalancers: [
      ...textFlags(flags, 'map-load-balancer'),
      ...(from === undefined || to === undefined ? [] : [`${from}=${to}`]),
    ],
    certificates: textFlags(flags, 'map-certificate'),
    file: path === undefined ? undefined : readMapFile(path),
  });
  if (ids.loadBalancers.size > 0) return ids;
  throw new Failure('usage', 'no load balancers selected for the copy', {
    hint: 'use --load-balancer OLD-ID and --to-load-balancer NEW-ID, or --map-load-balancer OLD-ID=NEW-ID',
  });
}

function readMapFile(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new Failure('usage', `cannot read file ${JSON.stringify(path)} (${systemCode(error)})`);
  }
}

async function read(context: Context, source: Target, ids: IdMap): Promise<readonly Listener[]> {
  const client = await context.connect(source, { reads: true });
  const found: Listener[] = [];
  for (const loadBalancer of ids.loadBalancers.keys()) {
    const fields = { loadBalancer };
    for (const listener of await listListeners(client, { fields, native: {}, parts: true })) {
      if (listener.fields.protocol === undefined) {
        context.writeStderr(`warning: ${listener.ref} is skipped: unknown protocol`);
        continue;
      }
      const whole = await withBeside(client, listener);
      const beside = Object.entries(whole.fields).filter(([path]) => !(path in listener.fields));
      const definition = definitionOf(source.provider, listener);
      found.push({ ...whole, fields: { ...definition, ...Object.fromEntries(beside) } });
    }
  }
  return found;
}

function print(
  context: Context,
  migrated: readonly Migrated[],
  report: (typeof REPORTS)[number],
): void {
  switch (report) {
    case 'json':
      context.deps.stdout.write(printableJson(migrationDocument(migrated), 2));
      return;
    case 'markdown':
      context.writeStdout(migrationMarkdown(migrated).trimEnd().split('\n'));
      return;
    case 'text':
      context.writeStdout(migrationText(migrated));
  }
}

function check(migrated: readonly Migrated[], allowLoss: boolean, { provider }: Target): void {
  const problems = migrated.flatMap((one) =>
    one.problems.map((problem) => ({ ...problem, message: `${one.ref}: ${problem.message}` })),
  );
  if (problems.length > 0) {
    throw new Failure('validation', `${countOf(problems.length, 'problem')} with the copies`, {
      violations: problems,
      provider: provider.id,
      hint: 'nothing was created; change the originals, or copy those listeners one by one with flags',
    });
  }
  const lost = migrated.flatMap(({ report }) => report.filter(({ result }) => result === 'lost'));
  if (allowLoss || lost.length === 0) return;
  throw new Failure('validation', `${countOf(lost.length, 'setting')} cannot be copied`, {
    provider: provider.id,
    hint: 'nothing was created; map certificates with --map-certificate, or add --allow-loss to copy without these settings',
  });
}

/** --region and --endpoint are those of the originals. */
function placeOf(flags: Flags, { globals }: Context, target: Target) {
  const profile = textFlag(flags, 'to-profile');
  return profile === undefined
    ? { ...globals, region: target.settings.region }
    : { profile, region: textFlag(flags, 'to-region'), provider: undefined, endpoint: undefined };
}

function manifestOf(
  migrated: readonly Migrated[],
  listeners: readonly Listener[],
  { provider }: Target,
  start: boolean,
): string {
  const withState = start && hasStates(provider);
  return JSON.stringify({
    defaults: { provider: provider.id },
    listeners: migrated.map(({ fields }, index) => ({
      ...nest(fields),
      ...(withState && listeners[index]?.status === 'running' ? { state: 'running' } : {}),
    })),
  });
}
