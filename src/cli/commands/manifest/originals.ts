import { readFileSync } from 'node:fs';
import { Failure, systemCode } from '../../../failure.ts';
import { acceptedWarnings } from '../../../manifest/accepted-warnings.ts';
import { type IdMap, mappedIds, readIdMap } from '../../../manifest/migration/id-map.ts';
import { type Migrated, migrate } from '../../../manifest/migration/migrate.ts';
import { migrationText } from '../../../manifest/migration/render.ts';
import { lossViolations } from '../../../manifest/translate.ts';
import type { ListenerFields } from '../../../model/fields.ts';
import type { Listener } from '../../../model/listener.ts';
import { nest } from '../../../model/values.ts';
import type { Violation } from '../../../model/violation.ts';
import { withBeside } from '../../../operations/beside.ts';
import { listListeners } from '../../../operations/list.ts';
import { findResource } from '../../../operations/resources.ts';
import { countOf } from '../../../output/count.ts';
import type { Target } from '../../../profile/target.ts';
import { hasStates } from '../../../providers/operations.ts';
import type { Provider } from '../../../providers/provider.ts';
import type { Context } from '../../context.ts';
import { type Flags, textFlag, textFlags } from '../../option.ts';
import { LOAD_BALANCER } from '../resource/kinds.ts';

/* What copies of whole load balancers and manifests for another cloud have in common. */

/** @param more `old=new` of load balancers that other flags give */
export function idsFrom(flags: Flags, more: readonly string[] = []): IdMap {
  const path = textFlag(flags, 'map-file');
  return readIdMap({
    loadBalancers: [...textFlags(flags, 'map-load-balancer'), ...more],
    certificates: textFlags(flags, 'map-certificate'),
    file: path === undefined ? undefined : readMapFile(path),
  });
}

function readMapFile(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new Failure('usage', `cannot read file ${JSON.stringify(path)} (${systemCode(error)})`);
  }
}

/** All listeners of load balancers, with what the cloud keeps beside them. */
export async function readOriginals(
  context: Context,
  source: Target,
  loadBalancers: readonly string[],
): Promise<readonly Listener[]> {
  const client = await context.connect(source, { reads: true });
  const found: Listener[] = [];
  for (const loadBalancer of loadBalancers) {
    const fields = { loadBalancer };
    const listed = await listListeners(client, { fields, native: {}, parts: true });
    // An empty list may mean that there is no such load balancer.
    if (listed.length === 0) await findResource(client, LOAD_BALANCER, loadBalancer);
    for (const listener of listed) {
      if (listener.fields.protocol === undefined) {
        context.writeStderr(`warning: ${listener.ref} is skipped: unknown protocol`);
        continue;
      }
      found.push(await withBeside(client, listener));
    }
  }
  return found;
}

interface Move {
  readonly from: Provider;
  readonly to: Provider;
  readonly ids: IdMap;
  /** For all of them. */
  readonly settings?: ListenerFields;
  readonly sameAccount: boolean;
}

export function migrateAll(
  listeners: readonly Listener[],
  { ids, settings, ...move }: Move,
): readonly Migrated[] {
  return listeners.map((listener) =>
    migrate({
      ...move,
      listener,
      overrides: { ...mappedIds(listener.fields, ids), ...settings },
    }),
  );
}

/**
 * Shows the report, and checks the copies.
 * @param advice what to do about a copy that is not valid
 * @throws Failure if a copy is not valid, or would lose a setting without `--allow-loss`
 */
export function checkMigrated(
  migrated: readonly Migrated[],
  provider: Provider,
  flags: Flags,
  { globals, note }: Context,
  advice: string,
): void {
  migrationText(migrated).forEach(note);
  // The error need not repeat what the report shows, except to programs.
  const reported = globals.format !== 'json';
  const allowLoss = flags['allow-loss'] === true;
  const within = ({ ref }: Migrated, violations: readonly Violation[]) =>
    violations.map((one) => ({ ...one, message: `${ref}: ${one.message}` }));
  const problems = migrated.flatMap((one) => within(one, one.problems));
  const lost = allowLoss ? [] : migrated.flatMap((one) => within(one, lossViolations(one.losses)));
  if (problems.length + lost.length === 0) return;
  const losses = `${countOf(lost.length, 'setting')} cannot be copied`;
  const message = [
    ...(problems.length === 0 ? [] : [`${countOf(problems.length, 'problem')} with the copies`]),
    ...(lost.length === 0 ? [] : [losses]),
  ].join(', and ');
  const hints = [
    ...(problems.length === 0 ? [] : [advice]),
    ...(lost.length === 0
      ? []
      : [
          'map certificates with --map-certificate, or add --allow-loss to copy without these settings',
        ]),
  ];
  throw new Failure('validation', message, {
    violations: [...problems, ...(reported ? [] : lost)],
    provider: provider.id,
    hint: ['nothing was created', ...hints].join('; '),
  });
}

/** The new listeners as a manifest. */
export function copiesManifest(
  migrated: readonly Migrated[],
  listeners: readonly Listener[],
  provider: Provider,
  start: boolean,
): unknown {
  const withState = start && hasStates(provider);
  return {
    defaults: { provider: provider.id },
    listeners: migrated.map(({ fields }, index) => ({
      ...nest(fields),
      ...(withState && listeners[index]?.status === 'running' ? { state: 'running' } : {}),
      ...acceptedWarnings({ provider, region: undefined }, fields),
    })),
  };
}
