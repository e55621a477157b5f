import type { Socket } from 'node:net';
import { unescape as decoded } from 'node:querystring';
import type { Address } from '../../../providers/auth.ts';
import type { Limit } from '../limit.ts';
import { TransportError } from '../send.ts';
import { Connection } from './connection.ts';
import { headerLine } from './request.ts';

/** 407, and what tinyproxy says to a wrong password. */
const WANTS_A_NAME = [407, 401];

/**
 * Asks a proxy for a way through to a host, of which it sees no more than the name (RFC 9110, 9.3.6).
 * @param socket to the proxy
 * @returns the same socket, which leads to the host from now on
 */
export async function openTunnel(
  socket: Socket,
  proxy: URL,
  { hostname, port }: Address,
  limit: Limit,
): Promise<Socket> {
  const target = `${hostname}:${port === '' ? 443 : port}`;
  const connection = new Connection(socket);
  limit.watch(connection);
  const request = `CONNECT ${target} HTTP/1.1\r\nhost: ${target}\r\n${authorization(proxy)}\r\n`;
  const { status, persistent } = await connection.exchange(request, {
    maxBytes: 0,
    tunnel: true,
  });
  if (persistent) return connection.detach();
  // A gateway's error is of the moment; that it may not, or not for this user, is not.
  throw new TransportError(
    status >= 500 ? 'refused' : 'proxy',
    false,
    refusal(proxy, target, status),
  );
}

function refusal({ host, username }: URL, target: string, status: number): string {
  if (status < 300) return `the proxy ${host} sends what nobody asked for`;
  if (!WANTS_A_NAME.includes(status)) {
    return `the proxy ${host} does not connect to ${target} (HTTP ${status})`;
  }
  const wants = username === '' ? 'wants a user name and a' : 'does not accept the user name and';
  return `the proxy ${host} ${wants} password`;
}

function authorization({ username, password }: URL): string {
  if (username === '' && password === '') return '';
  const known = `${decoded(username)}:${decoded(password)}`;
  return headerLine('proxy-authorization', `Basic ${Buffer.from(known).toString('base64')}`);
}
