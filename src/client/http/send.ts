import type { HttpRequest } from '../../providers/auth.ts';

export interface HttpResponse {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}

export interface SendOptions {
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
  /** PEM file of additional CA certificates. */
  readonly caFile?: string;
}

/** Sends a request. Throws `TransportError` unless a complete response arrives. */
export type Send = (request: HttpRequest, options: SendOptions) => Promise<HttpResponse>;

export type TransportFault =
  | 'dns'
  | 'refused'
  | 'proxy'
  | 'tls'
  | 'reset'
  | 'protocol'
  | 'timeout'
  | 'redirect'
  | 'too-large'
  | 'interrupted'
  | 'unknown';

export class TransportError extends Error {
  override name = 'TransportError';
  readonly fault: TransportFault;
  /** The server may have received the request. */
  readonly sent: boolean;
  constructor(fault: TransportFault, sent: boolean, message: string, cause?: unknown) {
    super(message, { cause });
    this.fault = fault;
    this.sent = sent;
  }
}
