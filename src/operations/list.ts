import type { Client } from '../client/client.ts';
import { PATHS } from '../model/fields.ts';
import { isObject } from '../model/json.ts';
import type { Listener, Native, Status } from '../model/listener.ts';
import type { Values } from '../model/parameter.ts';
import { sameField } from '../model/values.ts';
import { UnexpectedAnswer } from '../providers/call.ts';
import type { ListFilter } from '../providers/calls.ts';
import { returnedValues } from '../providers/provider.ts';

export interface ListOptions extends ListFilter {
  readonly status?: Status;
  /** What to read of what the cloud keeps apart from listeners; nothing when absent. */
  readonly parts?: 'all' | 'status' | undefined;
}

/** Reads all pages, and applies the filters that the cloud does not support. */
export async function listListeners(
  client: Client,
  wanted: ListOptions,
): Promise<readonly Listener[]> {
  const natives: Native[] = [];
  const seen = new Set<string>();
  let page: string | undefined;
  do {
    const answer = await client.run(client.calls.list(wanted, page));
    for (const native of answer.listeners) natives.push(native);
    page = answer.next;
    if (page !== undefined && seen.has(page)) {
      throw new UnexpectedAnswer('the list returned the same page twice');
    }
    seen.add(page ?? '');
  } while (page !== undefined);
  const whole = wanted.parts
    ? ((await client.calls.complete?.(natives, client.run, wanted.parts)) ?? natives)
    : natives;
  return whole
    .filter((native) => passes(client, native, wanted.native))
    .map((native) => client.listener(native))
    .filter(
      ({ fields, status }) =>
        (wanted.status === undefined || status === wanted.status) &&
        PATHS.every(
          (path) => !(path in wanted.fields) || sameField(fields[path], wanted.fields[path]),
        ),
    );
}

/** A cloud may ignore a filter, so what it returns is compared again. */
function passes({ provider }: Client, native: Native, filter: Values): boolean {
  const values = returnedValues(provider, native);
  const { fields } = provider.decode(native);
  return (provider.filters ?? []).every(({ name, path }) => {
    const wanted = filter[name];
    if (wanted === undefined || wanted === null || name === provider.regionParameter) return true;
    const actual = values[name] ?? (path === null ? undefined : fields[path]);
    if (actual === undefined || actual === null) return provider.returns?.(native, name) !== true;
    return includes(wanted, actual);
  });
}

function includes(wanted: unknown, actual: unknown): boolean {
  if (Array.isArray(wanted)) return wanted.some((one) => includes(one, actual));
  if (isObject(wanted)) {
    return (
      isObject(actual) && Object.entries(wanted).every(([key, value]) => actual[key] === value)
    );
  }
  return String(wanted).toLowerCase() === String(actual).toLowerCase();
}
