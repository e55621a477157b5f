import type { Client } from '../client/client.ts';
import { PATHS } from '../model/fields.ts';
import type { Listener, Native, Status } from '../model/listener.ts';
import { sameField } from '../model/values.ts';
import { type ListFilter, UnexpectedAnswer } from '../providers/calls.ts';

export interface ListOptions extends ListFilter {
  readonly status?: Status;
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
  return natives
    .map((native) => client.listener(native))
    .filter(
      ({ fields, status }) =>
        (wanted.status === undefined || status === wanted.status) &&
        PATHS.every(
          (path) => !(path in wanted.fields) || sameField(fields[path], wanted.fields[path]),
        ),
    );
}
