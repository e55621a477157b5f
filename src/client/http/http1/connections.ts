import type { Socket } from 'node:net';
import { now } from '../clock.ts';
import type { Limit } from '../limit.ts';
import { Connection, NotConnected } from './connection.ts';
import type { Expected, Response } from './response-reader.ts';

interface Idle {
  readonly connection: Connection;
  /** When the other side may close it, on the clock of `now`. */
  readonly until: number;
}

/** A request that crosses the closing of its connection is lost: time for it to arrive. */
const MARGIN_MS = 1000;

/** The connections to one host, kept alive between requests. */
export class Connections {
  readonly #open: (limit: Limit) => Socket | Promise<Socket>;
  readonly #idle: Idle[] = [];

  /** @param open for each connection; the limit ends what it waits for */
  constructor(open: (limit: Limit) => Socket | Promise<Socket>) {
    this.#open = open;
  }

  async exchange(request: string, expected: Expected, limit: Limit): Promise<Response> {
    const connection = this.#takeIdle() ?? (await this.#connect(limit));
    limit.watch(connection);
    const response = await connection.exchange(request, expected);
    if (connection.usable) this.#idle.push({ connection, until: idleUntil(response) });
    return response;
  }

  async #connect(limit: Limit): Promise<Connection> {
    try {
      return new Connection(await this.#open(limit));
    } catch (error) {
      throw new NotConnected(error);
    }
  }

  /** The one that was used last is the one that is closed last. */
  #takeIdle(): Connection | undefined {
    for (;;) {
      const last = this.#idle.pop();
      if (last === undefined) return undefined;
      if (last.connection.usable && now() < last.until) return last.connection;
      last.connection.destroy();
    }
  }
}

/** Servers say in seconds for how long they keep a connection: `keep-alive: timeout=5`. */
function idleUntil({ headers }: Response): number {
  const seconds = /(?:^|[,\s])timeout=(\d+)/i.exec(headers['keep-alive'] ?? '')?.[1];
  if (seconds === undefined) return Number.POSITIVE_INFINITY;
  return now() + Number(seconds) * 1000 - MARGIN_MS;
}
