import type { Agent, request } from 'node:http';

/** How requests to one host are sent. */
export interface Transport {
  /** Of node:http or node:https. */
  readonly request: typeof request;
  readonly agent: Agent;
  /** The socket's event after which requests are sent. */
  readonly connected: 'connect' | 'secureConnect';
  /** Host of the proxy. */
  readonly proxy: string | undefined;
}

/** `timeout` closes idle connections before servers do, many of them after 5 s. */
export const KEEP_ALIVE = { keepAlive: true, timeout: 4000 };
