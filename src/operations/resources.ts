import type { Client } from '../client/client.ts';
import { Failure } from '../failure.ts';
import type { Path } from '../model/fields.ts';
import type { Choice } from '../providers/calls.ts';
import { listChoices } from './choices.ts';

/** A kind of resource that listeners refer to. */
export interface Kind {
  /** `backend group`, for messages. */
  readonly name: string;
  /** The fields that refer to it. */
  readonly paths: readonly Path[];
  /** Whether to ask for the details of each one in a list. */
  readonly detailed?: boolean;
}

/** Details are read for this many resources at a time. */
const AT_ONCE = 8;

/**
 * All resources of a kind, or those of one load balancer.
 * @throws Failure if the cloud has no such thing
 */
export async function listResources(
  client: Client,
  kind: Kind,
  loadBalancer?: string,
): Promise<readonly Choice[]> {
  const { provider } = client;
  const paths = kind.paths.filter((path) => provider.fields[path] !== null);
  if (paths.length === 0) {
    throw new Failure('usage', `${provider.title} has no ${kind.name}s`, { provider: provider.id });
  }
  const found = new Map<string, Choice>();
  const lists: (readonly Choice[] | undefined)[] = [];
  for (const path of paths) lists.push(await choicesIn(client, path, loadBalancer));
  if (lists.every((list) => list === undefined)) {
    const message = `${provider.title} does not list its ${kind.name}s`;
    throw new Failure('usage', message, { provider: provider.id });
  }
  for (const one of lists.flatMap((list) => list ?? [])) {
    if (!found.has(one.id)) found.set(one.id, one);
  }
  const all = [...found.values()];
  return kind.detailed === true ? withDetails(client, kind, all) : all;
}

/** Finds exactly one, by id or name. @throws Failure if there is none or the name is ambiguous */
export async function findResource(client: Client, kind: Kind, wanted: string): Promise<Choice> {
  const all = await listResources(client, kind);
  const byId = all.find(({ id }) => id === wanted);
  if (byId !== undefined) return complete(client, kind, byId);
  const named = all.filter(({ details }) => details['name'] === wanted);
  const [only] = named;
  const provider = client.provider.id;
  if (only === undefined) {
    throw new Failure('not-found', `${kind.name} ${JSON.stringify(wanted)} not found`, {
      provider,
      hint: `see: lbctl ${kind.name.replaceAll(' ', '-')} list --provider ${provider}`,
    });
  }
  if (named.length === 1) return complete(client, kind, only);
  const ids = named.map(({ id }) => id).join(', ');
  throw new Failure(
    'usage',
    `${JSON.stringify(wanted)} is the name of ${named.length} ${kind.name}s: ${ids}`,
    { provider, hint: 'use the id of one of them' },
  );
}

/** What a field can refer to: of one load balancer, or of all. */
export async function choicesIn(
  client: Client,
  path: Path,
  loadBalancer: string | undefined,
): Promise<readonly Choice[] | undefined> {
  if (loadBalancer !== undefined) return listChoices(client, path, { loadBalancer });
  const all = await listChoices(client, path);
  if (all !== undefined || path !== 'backend.group') return all;
  // Some clouds list them by load balancer only.
  const balancers = (await listChoices(client, 'loadBalancer')) ?? [];
  const lists = await inTurns(balancers, ({ id }) =>
    listChoices(client, path, { loadBalancer: id }),
  );
  return lists.flatMap((list) => list ?? []);
}

function withDetails(client: Client, kind: Kind, all: readonly Choice[]) {
  return inTurns(all, (one) => complete(client, kind, one));
}

async function complete(client: Client, { paths }: Kind, one: Choice): Promise<Choice> {
  const call = paths
    .map((path) => client.calls.details?.(path, one.id))
    .find((found) => found !== undefined);
  if (call === undefined) return one;
  return { ...one, details: { ...one.details, ...(await client.run(call)) } };
}

async function inTurns<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  for (let at = 0; at < items.length; at += AT_ONCE) {
    results.push(...(await Promise.all(items.slice(at, at + AT_ONCE).map(work))));
  }
  return results;
}
