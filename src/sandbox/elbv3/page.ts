import type { HttpRequest } from '../http.ts';
import type { Elbv3Call, Shown } from './call.ts';
import { invalid } from './errors.ts';

const PAGING = ['limit', 'marker', 'page_reverse'];
/** Which projects are searched. */
const SCOPE = 'enterprise_project_id';
/** The default project, the only one here. */
export const ENTERPRISE_PROJECT = '0';
const ALL_PROJECTS = 'all_granted_eps';
const LIMIT = 2000;

/** What a list can be filtered by: attributes of its items, or what to compare instead of them. */
export type Filters = Readonly<Record<string, ((item: Shown) => readonly unknown[]) | 'attribute'>>;

export function attributes(...names: readonly string[]): Filters {
  return Object.fromEntries(names.map((name) => [name, 'attribute']));
}

/** For lists of `{id}`. */
export function idsIn(name: string): (item: Shown) => readonly unknown[] {
  return (item) => {
    const references = item[name];
    return Array.isArray(references) ? references.map((one) => one.id) : [];
  };
}

/**
 * A page of a list. A filter that is given several times matches any of its values. As in the real
 * service, the markers are those of the page itself, so the last page has a `next_marker` too.
 */
export function pageOf(
  { request: { query } }: Elbv3Call,
  name: string,
  items: readonly Shown[],
  filters: Filters,
): Shown {
  const wanted = new Map<string, string[]>();
  for (const [key, value] of query) {
    if (PAGING.includes(key) || key === SCOPE) continue;
    if (!Object.hasOwn(filters, key)) throw invalid(`Unrecognized query parameter '${key}'.`);
    wanted.set(key, [...(wanted.get(key) ?? []), value]);
  }
  const searched = searchesProject(query) ? items : [];
  const found = searched.filter((item) =>
    Array.from(wanted).every(([key, values]) => {
      const filter = filters[key];
      const actual = typeof filter === 'function' ? filter(item) : [item[key]];
      return actual.some((one) => values.includes(String(one ?? '')));
    }),
  );
  const page = cut(new Map(query), found);
  const ends = page.length > 0 && {
    next_marker: page.at(-1)?.['id'],
    previous_marker: page[0]?.['id'],
  };
  return { [name]: page, page_info: { ...ends, current_count: page.length } };
}

function searchesProject(query: HttpRequest['query']): boolean {
  const projects = query.flatMap(([key, value]) => (key === SCOPE ? [value] : []));
  return (
    projects.length === 0 ||
    projects.includes(ENTERPRISE_PROJECT) ||
    projects.includes(ALL_PROJECTS)
  );
}

function cut(query: ReadonlyMap<string, string>, found: readonly Shown[]): readonly Shown[] {
  const text = query.get('limit');
  // The other two take effect only together with it.
  if (text === undefined) return found.slice(0, LIMIT);
  const limit = Number(text);
  if (!/^\d+$/.test(text) || limit > LIMIT) throw invalid('Invalid input for limit.');
  const reverse = query.get('page_reverse') ?? 'false';
  if (!['true', 'false'].includes(reverse)) throw invalid('Invalid input for page_reverse.');
  const marker = query.get('marker');
  const index = found.findIndex(({ id }) => id === marker);
  if (marker !== undefined && index < 0) throw invalid('Invalid input for marker.');
  if (reverse === 'true') {
    const end = marker === undefined ? found.length : index;
    return found.slice(Math.max(0, end - limit), end);
  }
  return found.slice(index + 1, index + 1 + limit);
}
