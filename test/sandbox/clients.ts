import { randomUUID } from 'node:crypto';
import { request as httpRequest } from 'node:http';
import { SANDBOX_CREDENTIALS } from '../../src/sandbox/credentials.ts';
import {
  type Account,
  acs3Authorization,
  elbAuthorization,
  type Pairs,
  queryString,
  rpcSignature,
} from './signers.ts';

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
  /** Parsed if it is JSON. */
  readonly body: ReturnType<typeof JSON.parse>;
}

export function send(
  url: string,
  options: { method?: string; headers?: Record<string, string>; body?: string } = {},
): Promise<Answer> {
  const { method = 'GET', headers = {}, body = '' } = options;
  return new Promise((resolve, reject) => {
    const outgoing = httpRequest(url, { method, headers, agent: false }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        const text = Buffer.concat(chunks).toString('utf8');
        const json = String(response.headers['content-type']).includes('json') && text !== '';
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          text,
          body: json ? JSON.parse(text) : undefined,
        });
      });
    });
    outgoing.on('error', reject);
    if (body !== '') outgoing.setHeader('content-length', Buffer.byteLength(body));
    outgoing.end(body);
  });
}

export interface ElbCall {
  readonly method?: string;
  readonly query?: Pairs;
  readonly body?: unknown;
  readonly account?: Account;
  readonly at?: Date;
  readonly project?: string;
  readonly headers?: Record<string, string>;
}

export function elb(url: string, path: string, call: ElbCall = {}): Promise<Answer> {
  const project = call.project ?? SANDBOX_CREDENTIALS.elb.projectId;
  return signed(url, `/v1.0/${project}/elbaas/${path}`, call);
}

/** @param path of the service; from the root when it begins with a slash */
export function elbv3(url: string, path: string, call: ElbCall = {}): Promise<Answer> {
  const project = call.project ?? SANDBOX_CREDENTIALS.elbv3.projectId;
  return signed(url, path.startsWith('/') ? path : `/v3/${project}/elb/${path}`, call);
}

function signed(url: string, whole: string, call: ElbCall): Promise<Answer> {
  const { method = 'GET', query = [], account = SANDBOX_CREDENTIALS.elb, at = new Date() } = call;
  const body =
    call.body === undefined
      ? ''
      : typeof call.body === 'string'
        ? call.body
        : JSON.stringify(call.body);
  const unsigned = {
    'content-type': 'application/json',
    host: new URL(url).host,
    'x-sdk-date': at.toISOString().replace(/[-:]|\.\d+/g, ''),
    ...call.headers,
  };
  const request = { method, path: whole, query, headers: unsigned, body };
  const headers = { ...unsigned, authorization: elbAuthorization(request, account) };
  const search = query.length === 0 ? '' : `?${queryString(query)}`;
  return send(`${url}${whole}${search}`, { method, headers, body });
}

export interface SlbCall {
  readonly method?: 'GET' | 'POST';
  /** As a form body rather than in the query. */
  readonly form?: boolean;
  readonly format?: string;
  readonly account?: Account;
  readonly at?: Date;
  readonly nonce?: string;
  readonly version?: string;
  /** Changes the signed parameters after signing. */
  readonly tamper?: (pairs: Pairs) => Pairs;
}

export type Parameters = Readonly<Record<string, string>>;

function time(at: Date): string {
  return at.toISOString().replace(/\.\d+/, '');
}

export function rpc(
  url: string,
  action: string,
  parameters: Parameters = {},
  call: SlbCall = {},
): Promise<Answer> {
  const { method = 'GET', account = SANDBOX_CREDENTIALS.slb, at = new Date() } = call;
  const pairs: Pairs = Object.entries({
    Action: action,
    Format: call.format ?? 'JSON',
    Version: call.version ?? '2014-05-15',
    AccessKeyId: account.accessKey,
    SignatureMethod: 'HMAC-SHA1',
    SignatureVersion: '1.0',
    SignatureNonce: call.nonce ?? randomUUID(),
    Timestamp: time(at),
    ...parameters,
  });
  const signature = rpcSignature(method, pairs, account.secretKey);
  const sent: Pairs = [...(call.tamper?.(pairs) ?? pairs), ['Signature', signature]];
  if (call.form === true) {
    return send(`${url}/`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: queryString(sent),
    });
  }
  return send(`${url}/?${queryString(sent)}`, { method });
}

export function acs3(
  url: string,
  action: string,
  parameters: Parameters = {},
  call: SlbCall = {},
): Promise<Answer> {
  const { method = 'POST', account = SANDBOX_CREDENTIALS.slb, at = new Date() } = call;
  const query: Pairs = Object.entries(parameters);
  const headers = {
    host: new URL(url).host,
    'x-acs-action': action,
    'x-acs-version': call.version ?? '2014-05-15',
    'x-acs-date': time(at),
    'x-acs-signature-nonce': call.nonce ?? randomUUID(),
    'x-acs-content-sha256': 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  };
  const authorization = acs3Authorization({ method, query, headers, body: '' }, account);
  const sent = call.tamper?.(query) ?? query;
  return send(`${url}/${sent.length === 0 ? '' : `?${queryString(sent)}`}`, {
    method,
    headers: { ...headers, authorization },
  });
}
