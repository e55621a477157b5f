import type { Client } from '../client/client.ts';
import { Failure } from '../failure.ts';
import type { Native } from '../model/listener.ts';
import type { Provider } from '../providers/provider.ts';
import type { Reference } from '../providers/reference.ts';

/** Parses a `<listener>` argument. */
export function parseReference(provider: Provider, text: string): Reference {
  const reference = provider.reference(text);
  if (!('problem' in reference)) return reference;
  throw new Failure('usage', `the listener ${JSON.stringify(text)} ${reference.problem}`, {
    provider: provider.id,
  });
}

/** Formats a reference for messages. */
export function describeReference(reference: Reference): string {
  if (reference.by === 'id') return reference.id;
  if (reference.by === 'name') return JSON.stringify(reference.name);
  const { loadBalancer, protocol, port } = reference;
  return [loadBalancer, protocol, port].filter((part) => part !== undefined).join('/');
}

export interface FindOptions {
  /** Whether to read what the cloud keeps apart from the listener; true when absent. */
  readonly parts?: boolean;
}

/** Finds exactly one listener. @throws Failure if there is none or the name is ambiguous */
export async function findListener(
  client: Client,
  reference: Reference,
  { parts = true }: FindOptions = {},
): Promise<Native> {
  const what = describeReference(reference);
  const candidates = await run(client, reference, what);
  const [only, ...others] = candidates;
  if (only === undefined) throw notFound(client, what);
  if (others.length === 0) return parts ? completed(client, only) : only;
  const refs = candidates.map((native) => client.listener(native).ref);
  throw new Failure('usage', `${what} matches ${candidates.length} listeners: ${refs.join(', ')}`, {
    provider: client.provider.id,
    hint: 'use the ref of one of them',
  });
}

/** Like `findListener`, but undefined if there is none. */
export async function findIfAny(
  client: Client,
  reference: Reference,
  options?: FindOptions,
): Promise<Native | undefined> {
  try {
    return await findListener(client, reference, options);
  } catch (error) {
    if (error instanceof Failure && error.kind === 'not-found') return undefined;
    throw error;
  }
}

async function completed({ calls, run }: Client, native: Native): Promise<Native> {
  const [whole = native] = (await calls.complete?.([native], run)) ?? [];
  return whole;
}

async function run(client: Client, reference: Reference, what: string): Promise<readonly Native[]> {
  try {
    const found = await client.run(client.calls.find(reference));
    return found.filter((native) => isMeant(client, native, reference));
  } catch (error) {
    if (!(error instanceof Failure) || error.kind !== 'not-found') throw error;
    throw new Failure('not-found', `listener ${what} not found: ${error.message}`, {
      hint: listHint(client),
      ...error.details,
    });
  }
}

/** A cloud may ignore a filter, so what it lists is compared again. */
function isMeant(client: Client, native: Native, reference: Reference): boolean {
  const { fields, id } = client.listener(native);
  if (reference.by === 'name') return fields.name === reference.name;
  if (reference.by === 'id') return sameId(id, reference.id);
  return isAt(client, native, reference);
}

/** Clouds write ids with and without dashes. */
function sameId(one: string, other: string): boolean {
  const plain = (id: string) => id.replaceAll('-', '').toLowerCase();
  return plain(one) === plain(other);
}

/** Whether a listener has this load balancer, port and, if it is known, protocol. */
export function isAt(
  client: Client,
  native: Native,
  { loadBalancer, protocol, port }: Omit<Extract<Reference, { by: 'place' }>, 'by'>,
): boolean {
  const { fields } = client.listener(native);
  return (
    fields.port === port &&
    fields.loadBalancer !== undefined &&
    sameId(fields.loadBalancer, loadBalancer) &&
    (protocol === undefined || fields.protocol === protocol)
  );
}

function notFound(client: Client, what: string): Failure {
  return new Failure('not-found', `listener ${what} not found`, {
    provider: client.provider.id,
    hint: listHint(client),
  });
}

function listHint({ provider }: Client): string {
  return `see: lbctl listener list --provider ${provider.id}`;
}
