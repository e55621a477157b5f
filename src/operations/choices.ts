import type { Client } from '../client/client.ts';
import type { ListenerFields, Path } from '../model/fields.ts';
import type { Choice, ChoicePage } from '../providers/calls.ts';

/**
 * Everything that a field of this listener can refer to, from all pages.
 * @returns undefined if the cloud has no such list
 */
export async function listChoices(
  client: Client,
  path: Path,
  listener: ListenerFields = {},
): Promise<readonly Choice[] | undefined> {
  const found = new Map<string, Choice>();
  let call = client.calls.choices?.(path, listener);
  if (call === undefined) return undefined;
  while (call !== undefined) {
    const page: ChoicePage = await client.run(call);
    const before = found.size;
    for (const choice of page.choices) found.set(choice.id, choice);
    // A cloud that does not know pages returns the same one again.
    const isNew = found.size > before;
    const { next } = page;
    call = next !== undefined && isNew ? client.calls.choices?.(path, listener, next) : undefined;
  }
  return [...found.values()];
}

/** What is shown beside the id: the name, the address, the domains. */
export function labelOf({ details }: Choice): string {
  return LABELS.flatMap((name) => details[name] ?? []).join(', ');
}

const LABELS = ['name', 'address', 'network', 'class', 'domains', 'protocol', 'expires'];
