import type { Agent, request } from 'node:http';

/** What requests to one host go through. */
export interface Transport {
  /** Of node:http or node:https. */
  readonly request: typeof request;
  readonly agent: Agent;
  /** The event of a socket after which a request can leave. */
  readonly connected: 'connect' | 'secureConnect';
}

export interface Route extends Transport {
  /** Host of the proxy in between, where there is one. */
  readonly proxy: string | undefined;
}

/** Connections that were idle for longer are closed: many servers do so after five seconds. */
export const KEEP_ALIVE = { keepAlive: true, timeout: 4000 };
