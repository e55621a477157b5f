import type { HttpRequest, Pairs } from '../http.ts';

/** Query and form parameters together, as the gateway reads them. */
export function parametersOf(request: HttpRequest): Pairs {
  const type = request.headers['content-type'] ?? '';
  if (!type.startsWith('application/x-www-form-urlencoded')) return request.query;
  return [...request.query, ...new URLSearchParams(request.body.toString('utf8'))];
}

/** Whether the request is signed with version 3, as newer clients do, rather than RPC. */
export function isAcs3(request: HttpRequest): boolean {
  return (request.headers['authorization'] ?? '').startsWith('ACS3-');
}

/** The older scheme defaults to XML, the newer one to JSON. */
export function responseFormat(request: HttpRequest): 'JSON' | 'XML' {
  const format = new Map(parametersOf(request)).get('Format')?.toUpperCase();
  if (format === 'JSON' || format === 'XML') return format;
  return isAcs3(request) ? 'JSON' : 'XML';
}
