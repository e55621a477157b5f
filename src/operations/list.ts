import type { Client } from '../client/client.ts';
import type { ListenerFields } from '../model/fields.ts';
import type { Listener, Native, Status } from '../model/listener.ts';
import { sameField } from '../model/values.ts';
import { type ListFilter, UnexpectedAnswer } from '../providers/calls.ts';

export interface ListOptions extends ListFilter {
  readonly status?: Status;
}

/** Every page; narrowing that the cloud does not know is done here. */
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
      throw new UnexpectedAnswer('a list gives the same page again and again');
    }
    seen.add(page ?? '');
  } while (page !== undefined);
  return natives
    .map((native) => client.listener(native))
    .filter(
      ({ fields, status }) => fits(fields, wanted.fields) && fitsStatus(status, wanted.status),
    );
}

function fits(has: ListenerFields, wanted: ListenerFields): boolean {
  return Object.entries(wanted).every(([path, value]) =>
    sameField(has[path as keyof ListenerFields], value),
  );
}

function fitsStatus(status: Status, wanted: Status | undefined): boolean {
  return wanted === undefined || status === wanted;
}
