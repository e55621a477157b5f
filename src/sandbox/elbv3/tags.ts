import { isRecord } from '../http.ts';
import type { Tag } from '../state/elbv3.ts';
import { unwrap } from './body.ts';
import type { Elbv3Call, Shown } from './call.ts';
import { Elbv3Error } from './errors.ts';
import { find } from './relations.ts';
import { oneOf } from './values.ts';

/* The service of tags has error codes of its own ("Status Codes" of the tags API). */

const MAX_TAGS = 20;

/** @throws Elbv3Error when two tags have one key */
export function requireUniqueKeys(tags: readonly Tag[]): void {
  if (new Set(tags.map(({ key }) => key)).size < tags.length) {
    throw new Elbv3Error('VPC.1814', 'Invalid input for operation: tags key is duplicated.');
  }
}

export function listTags({ state, id }: Elbv3Call): Shown {
  return { tags: find(state.listeners, 'listener', id).tags };
}

export function addTag(call: Elbv3Call): undefined {
  add(call, [parseTag(unwrap(call, 'tag'))]);
}

export function changeTags(call: Elbv3Call): undefined {
  const body: unknown = parseBody(call);
  const { action, tags } = isRecord(body) ? body : {};
  if (!oneOf('create', 'delete')(action) || !Array.isArray(tags) || tags.length === 0) {
    throw new Elbv3Error('VPC.1801', 'Tag can not be null.');
  }
  const parsed = tags.map(parseTag);
  requireUniqueKeys(parsed);
  if (action === 'create') add(call, parsed);
  else for (const { key } of parsed) remove(call, key);
}

export function deleteTag(call: Elbv3Call): undefined {
  remove(call, call.child);
}

/** A tag whose key is there already replaces it. */
function add({ state, id }: Elbv3Call, added: readonly Tag[]): void {
  const listener = target(state.listeners, id);
  const others = listener.tags.filter((old) => added.every(({ key }) => key !== old.key));
  const tags = [...others, ...added];
  if (tags.length > MAX_TAGS) {
    throw new Elbv3Error('VPC.1814', `number of tags exceeds max num of ${MAX_TAGS}.`);
  }
  state.listeners.set(id, { ...listener, tags });
}

function remove({ state, id }: Elbv3Call, key: string): void {
  const listener = target(state.listeners, id);
  const tags = listener.tags.filter((tag) => tag.key !== key);
  if (tags.length === listener.tags.length) {
    throw new Elbv3Error('VPC.1814', 'The resource could not be found.');
  }
  state.listeners.set(id, { ...listener, tags });
}

function target<T>(listeners: ReadonlyMap<string, T>, id: string): T {
  const listener = listeners.get(id);
  if (listener !== undefined) return listener;
  throw new Elbv3Error('VPC.1814', `Resource listeners ${id} could not be found.`);
}

function parseBody({ request }: Elbv3Call): unknown {
  try {
    return JSON.parse(request.body.toString('utf8'));
  } catch {
    return undefined;
  }
}

function parseTag(tag: unknown): Tag {
  const { key, value = '' } = isRecord(tag) ? tag : {};
  if (typeof key !== 'string' || typeof value !== 'string' || key === '') {
    throw new Elbv3Error('VPC.1801', 'Tag key can not be null.');
  }
  if ([...key].length > 36 || [...value].length > 43) {
    throw new Elbv3Error(
      'VPC.1801',
      'Tag length is invalid. The key length must be in range [1,36] and value in range [0,43]',
    );
  }
  return { key, value };
}
