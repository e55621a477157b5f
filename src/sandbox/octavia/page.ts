import type { Context, HttpRequest } from '../http.ts';
import type { Values } from './attributes.ts';
import { OctaviaError } from './errors.ts';

const LARGEST = 1000;

/** A page of a list: filters on any attribute, `tags`, `fields`, `limit` and `marker`. */
export function pageOf(
  plural: string,
  all: readonly Values[],
  { query, path }: HttpRequest,
  { url }: Context,
): Values {
  const given = new Map(query);
  const fields = query.filter(([name]) => name === 'fields').map(([, value]) => value);
  const filters = query.filter(([name]) => !['limit', 'marker', 'fields'].includes(name));
  const names = filters.map(([name]) => name);
  if (new Set(names).size < names.length) {
    throw new OctaviaError('One or more arguments are either duplicate or invalid', 500);
  }
  const found = all
    .filter((item) => filters.every(([name, value]) => matches(item, name, value)))
    .toSorted((a, b) => order(a['created_at'], b['created_at']) || order(a['id'], b['id']));
  const marker = given.get('marker');
  const start = marker === undefined ? 0 : found.findIndex(({ id }) => id === marker) + 1;
  if (marker !== undefined && start === 0) {
    throw new OctaviaError(`Supplied pagination marker '${marker}' is not valid.`);
  }
  const limit = Math.min(Number(given.get('limit') ?? LARGEST) || LARGEST, LARGEST);
  const page = found.slice(start, start + limit);
  const last = page.at(-1)?.['id'];
  // A full page has a link to the next, even if nothing follows.
  const links =
    page.length === limit
      ? [{ rel: 'next', href: `${url}${path}?limit=${limit}&marker=${last}` }]
      : [];
  return {
    [plural]: fields.length === 0 ? page : page.map((item) => picked(item, fields)),
    [`${plural}_links`]: links,
  };
}

function matches(item: Values, name: string, wanted: string): boolean {
  if (name === 'loadbalancer_id' || name === 'load_balancer_id') {
    const balancers = item['loadbalancers'];
    return Array.isArray(balancers) && balancers.some(({ id }) => id === wanted);
  }
  if (!(name in item)) {
    throw new OctaviaError('One or more arguments are either duplicate or invalid');
  }
  const value = item[name];
  if (Array.isArray(value)) return wanted.split(',').every((one) => value.includes(one));
  return String(value).toLowerCase() === wanted.toLowerCase();
}

function picked(item: Values, fields: readonly string[]): Values {
  return Object.fromEntries(Object.entries(item).filter(([name]) => fields.includes(name)));
}

function order(a: unknown, b: unknown): number {
  return String(a) < String(b) ? -1 : String(a) > String(b) ? 1 : 0;
}
