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

/** Finds exactly one listener. @throws Failure if there is none or the name is ambiguous */
export async function findListener(client: Client, reference: Reference): Promise<Native> {
  const what = describeReference(reference);
  const candidates = await run(client, reference, what);
  const [only, ...others] = candidates;
  if (only === undefined) throw notFound(client, what);
  if (others.length === 0) return only;
  const refs = candidates.map((native) => client.listener(native).ref);
  throw new Failure('usage', `${what} matches ${candidates.length} listeners: ${refs.join(', ')}`, {
    provider: client.provider.id,
    hint: 'use the ref of one of them',
  });
}

async function run(client: Client, reference: Reference, what: string): Promise<readonly Native[]> {
  try {
    return await client.run(client.calls.find(reference));
  } catch (error) {
    if (!(error instanceof Failure) || error.kind !== 'not-found') throw error;
    throw new Failure('not-found', `listener ${what} not found: ${error.message}`, error.details);
  }
}

function notFound(client: Client, what: string): Failure {
  return new Failure('not-found', `listener ${what} not found`, {
    provider: client.provider.id,
    hint: `see: lbctl listener list --provider ${client.provider.id}`,
  });
}
