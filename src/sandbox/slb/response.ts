import {
  type Context,
  type HttpRequest,
  type HttpResponse,
  internalMessage,
  isRecord,
  randomHex,
} from '../http.ts';
import { SlbError } from './errors.ts';
import { responseFormat } from './request.ts';

/** The body of a response, before it is rendered. */
export type Attributes = Readonly<Record<string, unknown>>;

/** @param rootElement its name when the response is XML */
export function slbResponse(
  rootElement: string,
  attributes: Attributes,
  request: HttpRequest,
  { random }: Context,
  status = 200,
): HttpResponse {
  const id = requestId(random);
  const body = { RequestId: id, ...attributes };
  const json = responseFormat(request) === 'JSON';
  return {
    status,
    headers: {
      'x-acs-request-id': id,
      'x-acs-trace-id': id.replaceAll('-', '').toLowerCase(),
      'content-type': `${json ? 'application/json' : 'text/xml'};charset=utf-8`,
    },
    body: json
      ? JSON.stringify(body)
      : `<?xml version='1.0' encoding='UTF-8'?>${element(rootElement, body)}`,
  };
}

export function slbErrorResponse(
  error: unknown,
  request: HttpRequest,
  context: Context,
): HttpResponse {
  const { code, message, status, headers } =
    error instanceof SlbError ? error : new SlbError('InternalError', internalMessage(error), 500);
  const body = {
    HostId: request.headers['host'] ?? '',
    Code: code,
    Message: message,
    Recommend: `https://error-center.aliyun.com/status/search?Keyword=${code}&source=PopGw`,
  };
  const response = slbResponse('Error', body, request, context, status);
  return { ...response, headers: { ...response.headers, ...headers } };
}

/** An upper-case UUID. */
function requestId(random: () => number): string {
  const digits = randomHex(random, 32).toUpperCase();
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

function element(name: string, value: unknown): string {
  if (value === undefined) return '';
  if (Array.isArray(value)) return value.map((item) => element(name, item)).join('');
  const content = isRecord(value)
    ? Object.entries(value)
        .map(([key, item]) => element(key, item))
        .join('')
    : escapeXml(String(value));
  return `<${name}>${content}</${name}>`;
}

function escapeXml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
