import type { Client } from '../client/client.ts';
import type { Listener } from '../model/listener.ts';

/** A listener for a copy: with the settings that the cloud keeps in an object beside it. */
export async function withBeside(client: Client, listener: Listener): Promise<Listener> {
  const beside = (await client.calls.beside?.(listener.native, client.run)) ?? {};
  return { ...listener, fields: { ...listener.fields, ...beside } };
}
