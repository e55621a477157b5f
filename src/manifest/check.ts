import { withoutEchoes } from '../model/validate.ts';
import type { Violation } from '../model/violation.ts';
import type { Change } from '../providers/change.ts';
import { createOf } from '../providers/portable-change.ts';
import type { Provider } from '../providers/provider.ts';
import { Conflicts } from './conflicts.ts';
import {
  type Entry,
  type ParsedEntry,
  parseEntry,
  withDefaults,
  withoutAccepted,
} from './entry.ts';
import { type Finding, type Locate, manifestViolation } from './finding.ts';
import { readManifest } from './read.ts';

export interface Destination {
  readonly provider: Provider;
  readonly region: string | undefined;
}

/** Why there is no destination. */
export interface Unresolved {
  readonly problem: string;
  /** The key with the problem; empty if a key is missing. */
  readonly key: string;
}

export type Resolve<D extends Destination> = (entry: Entry) => Promise<D | Unresolved>;

/** A listener of a manifest, parsed and validated like a create. */
export interface Checked<D extends Destination> {
  /** Includes the defaults of the document. */
  readonly entry: Entry;
  /** `lb-1/tcp/22`, for messages. */
  readonly listener: string;
  readonly destination: D;
  readonly change: Change;
  readonly locate: Locate;
}

/** Violations of a listener, with commands in their messages that work where it is. */
export type PlaceMessages = (
  violations: readonly Violation[],
  entry: Entry,
  provider: Provider,
) => readonly Violation[];

/**
 * Parses and validates manifests.
 * @param onListener gets each listener with a destination, protocol and port, even if invalid
 */
export async function checkManifests<D extends Destination>(
  sources: Iterable<{ readonly name: string; readonly text: () => Promise<string> }>,
  resolve: Resolve<D>,
  placed: PlaceMessages,
  onListener?: (checked: Checked<D>) => void,
): Promise<{ readonly listeners: number; readonly findings: readonly Finding[] }> {
  const findings: Finding[] = [];
  const conflicts = new Conflicts();
  const checks = { conflicts, placed, onListener };
  let listeners = 0;
  for (const { name: file, text } of sources) {
    for (const document of await readManifest(file, await text())) {
      for (const { rule, message, key, line, column } of document.problems) {
        const fields = key === '' ? [] : [key];
        findings.push({ ...manifestViolation(rule, message, fields), file, line, column });
      }
      const locator =
        (value: 'defaults' | number): Locate =>
        (path) => ({ file, ...document.position(value, path) });
      const defaults = parseEntry(document.defaults);
      const hasDefaults = document.defaults !== undefined;
      const ofDefaults = [...defaults.violations, ...defaults.nulls];
      findings.push(...locateAll(ofDefaults, locator('defaults')));
      for (let index = 0; index < document.listeners.length; index += 1) {
        const own = parseEntry(document.listeners[index]);
        const entry = hasDefaults ? withDefaults(defaults.entry, own.entry) : own.entry;
        const destination = await resolve(entry);
        findings.push(...checkListener({ ...own, entry }, destination, locator(index), checks));
      }
      listeners += document.listeners.length;
    }
  }
  return { listeners, findings: [...findings, ...conflicts.redirects()] };
}

interface Checks<D extends Destination> {
  readonly conflicts: Conflicts;
  readonly placed: PlaceMessages;
  readonly onListener: ((checked: Checked<D>) => void) | undefined;
}

/** Validates a listener by itself and against those before it. */
function checkListener<D extends Destination>(
  { entry, violations: wrong, nulls }: ParsedEntry,
  destination: D | Unresolved,
  locate: Locate,
  { conflicts, placed, onListener }: Checks<D>,
): readonly Finding[] {
  const { fields } = entry;
  const { loadBalancer, protocol, port, redirectTo } = fields;
  const listener = `${loadBalancer ?? '?'}/${protocol ?? '?'}/${port ?? '?'}`;
  if ('problem' in destination) {
    const unresolved = manifestViolation('manifest/provider', destination.problem);
    return [
      ...locateAll([...wrong, ...nulls], locate, listener),
      { ...unresolved, listener, ...locate(destination.key) },
    ];
  }
  const { provider } = destination;
  const { change, violations } = createOf(destination, fields);
  const isMissing = ({ fields: [field] }: Violation) =>
    violations.some(({ fields: [missing] }) => missing === field);
  const unread = [...wrong, ...nulls.filter((one) => !isMissing(one))];
  const all = [...unread, ...withoutEchoes(unread, violations)];
  const told = withoutAccepted(all, entry);
  const findings = locateAll(
    told.length === 0 ? [] : placed(told, entry, provider),
    locate,
    listener,
  );
  if (entry.state === 'stopped' && provider.states === undefined) {
    const message = `state cannot be stopped: listeners on ${provider.id} always run`;
    const violation = manifestViolation('manifest/state', message, ['state']);
    return [...findings, { ...violation, listener, ...locate('state') }];
  }
  if (loadBalancer === undefined || protocol === undefined || port === undefined) return findings;
  const conflict = conflicts.add(
    { provider, entry, loadBalancer, protocol, port, redirectTo, listener },
    locate,
  );
  if (conflict !== undefined) return [...findings, conflict];
  if (change !== undefined) onListener?.({ entry, listener, destination, change, locate });
  return findings;
}

export function locateAll(
  violations: readonly Violation[],
  locate: Locate,
  listener?: string,
): readonly Finding[] {
  return violations.map((violation) => ({
    ...violation,
    ...(listener === undefined ? {} : { listener }),
    ...locate(violation.fields[0] ?? ''),
  }));
}
