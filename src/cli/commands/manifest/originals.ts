import { readFileSync } from 'node:fs';
import type { Client } from '../../../client/client.ts';
import { Failure, systemCode } from '../../../failure.ts';
import { acceptedWarnings } from '../../../manifest/accepted-warnings.ts';
import { type IdMap, mappedIds, readIdMap } from '../../../manifest/migration/id-map.ts';
import { migrate } from '../../../manifest/migration/migrate.ts';
import type { Migrated, Migration } from '../../../manifest/migration/migration.ts';
import {
  notCopiedViolation,
  ofNotPortable,
  ofRefusedProtocol,
} from '../../../manifest/migration/not-copied.ts';
import { withPortClashes } from '../../../manifest/migration/port-clashes.ts';
import { migrationText } from '../../../manifest/migration/render.ts';
import { isInTheWay } from '../../../manifest/migration/standing.ts';
import { unusedIds } from '../../../manifest/migration/unused-ids.ts';
import { isPortable } from '../../../manifest/portable.ts';
import { lossViolations } from '../../../manifest/translate.ts';
import type { ListenerFields, Path } from '../../../model/fields.ts';
import type { Listener } from '../../../model/listener.ts';
import { nest } from '../../../model/values.ts';
import type { Violation } from '../../../model/violation.ts';
import { withBeside } from '../../../operations/beside.ts';
import { listListeners } from '../../../operations/list.ts';
import { findResource } from '../../../operations/resources.ts';
import { countOf } from '../../../output/count.ts';
import type { Target } from '../../../profile/target.ts';
import type { Provider } from '../../../providers/provider.ts';
import type { Context } from '../../context.ts';
import { type Flags, textFlag, textFlags } from '../../option.ts';
import { LOAD_BALANCER } from '../resource/kinds.ts';
import type { CopyFacts } from './copy-facts.ts';

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

/**
 * All listeners of load balancers, with what the cloud keeps beside them. Warns of ids in the map that
 * none of them has.
 */
export async function readOriginals(
  context: Context,
  source: Target,
  loadBalancers: readonly string[],
  ids: IdMap,
): Promise<readonly Listener[]> {
  const client = await context.connect(source, { reads: true });
  const found: Listener[] = [];
  for (const loadBalancer of loadBalancers) {
    const fields = { loadBalancer };
    const listed = await listListeners(client, { fields, native: {}, parts: 'all' });
    if (listed.length === 0) await checkExists(client, loadBalancer);
    for (const listener of listed) found.push(await withBeside(client, listener));
  }
  for (const warning of unusedIds(ids, found)) context.writeStderr(`warning: ${warning}`);
  return found;
}

/** Without listeners, there may be no such load balancer; an account that cannot list them gets no error. */
export async function checkExists(client: Client, loadBalancer: string): Promise<void> {
  try {
    await findResource(client, LOAD_BALANCER, loadBalancer);
  } catch (error) {
    const isTold = error instanceof Failure && !['not-found', 'interrupted'].includes(error.kind);
    if (!isTold) throw error;
  }
}

interface Move {
  readonly from: Provider;
  readonly to: Provider;
  readonly ids: IdMap;
  /** For all of them. */
  readonly settings?: ListenerFields;
  readonly sameAccount: boolean;
  /** Whether copies of running listeners are started, where the cloud creates them stopped. */
  readonly start: boolean;
  readonly facts?: CopyFacts;
}

export function migrateAll(
  listeners: readonly Listener[],
  { ids, settings = {}, facts, start, ...move }: Move,
): Migration {
  const all = listeners.filter(isPortable).map((listener) => {
    const mapped = mappedIds(listener.fields, ids, move.sameAccount);
    const overrides = { ...known(mapped.fields, move.to), ...settings };
    const unmapped = settings['tls.sniCertificates'] === undefined ? mapped.unmapped : [];
    const ofTarget = facts?.get(overrides.loadBalancer ?? '');
    return migrate({ ...move, listener, overrides, unmapped, facts: ofTarget }, start);
  });
  return {
    copies: withPortClashes(
      all.filter((one) => ofRefusedProtocol(one) === undefined),
      move.to,
    ),
    notCopied: [
      ...listeners.flatMap((listener) => ofNotPortable(move.from, listener) ?? []),
      ...all.flatMap((one) => ofRefusedProtocol(one) ?? []),
    ],
  };
}

/** A map may have ids for settings that the new cloud does not have. */
function known(mapped: ListenerFields, { fields }: Provider): ListenerFields {
  return Object.fromEntries(
    Object.entries(mapped).filter(([path]) => fields[path as Path] !== null),
  );
}

/**
 * Shows the report, and checks the copies.
 * @param advice what to do about a copy that is not valid
 * @throws Failure if a copy is not valid, or would lose a setting without `--allow-loss`
 */
export function checkMigrated(
  migration: Migration,
  provider: Provider,
  flags: Flags,
  { globals, note }: Context,
  advice: string,
): void {
  migrationText(migration, { warnings: false }).forEach(note);
  const { copies } = migration;
  // The error need not repeat what the report shows, except to programs.
  const reported = globals.format !== 'json';
  const allowLoss = flags['allow-loss'] === true;
  const within = ({ ref }: Migrated, violations: readonly Violation[]) =>
    violations.map((one) => ({ ...one, message: `${ref}: ${one.message}` }));
  const problems = copies.flatMap((one) => within(one, one.problems));
  const lost = allowLoss ? [] : copies.flatMap((one) => within(one, lossViolations(one.losses)));
  const left = allowLoss ? [] : migration.notCopied;
  if (problems.length + lost.length + left.length === 0) return;
  const message = [
    ...(problems.length === 0 ? [] : [`${countOf(problems.length, 'problem')} with the copies`]),
    ...(lost.length === 0 ? [] : [`${countOf(lost.length, 'setting')} cannot be copied`]),
    ...(left.length === 0 ? [] : [`${countOf(left.length, 'listener')} cannot be copied`]),
  ].join(', and ');
  const hints = [
    ...(problems.every(isInTheWay) ? [] : [advice]),
    ...(problems.some(isInTheWay)
      ? ['delete what has these ports on the new load balancer, or copy the others one by one']
      : []),
    ...(lost.length === 0
      ? []
      : [
          'map certificates with --map-certificate, or add --allow-loss to copy without these settings',
        ]),
    ...(left.length === 0 ? [] : ['add --allow-loss to copy the other listeners']),
  ];
  throw new Failure('validation', message, {
    violations: [...problems, ...(reported ? [] : [...lost, ...left.map(notCopiedViolation)])],
    provider: provider.id,
    hint: ['nothing was created', ...hints].join('; '),
  });
}

/** The new listeners as a manifest. */
export function copiesManifest({ copies }: Migration, provider: Provider): unknown {
  return {
    defaults: { provider: provider.id },
    listeners: copies.map(({ fields, state }) => ({
      ...nest(fields),
      ...(state === undefined ? {} : { state }),
      ...acceptedWarnings({ provider, region: undefined }, fields),
    })),
  };
}
