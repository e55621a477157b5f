import { Agent, request } from 'node:http';
import { KEEP_ALIVE, type Transport } from './transport.ts';

/** Without encryption, for endpoints on this machine only. */
export function plainTransport(): Transport {
  return { request, agent: new Agent(KEEP_ALIVE), connected: 'connect', proxy: undefined };
}
