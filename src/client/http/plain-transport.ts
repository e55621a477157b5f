import { Agent, request } from 'node:http';
import { KEEP_ALIVE, type Route } from './transport.ts';

/** Plain HTTP, which goes to this machine only. */
export function plainRoute(): Route {
  return { request, agent: new Agent(KEEP_ALIVE), connected: 'connect', proxy: undefined };
}
