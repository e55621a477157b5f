import { field, PATHS } from '../../../model/fields.ts';
import { PROVIDER_IDS, PROVIDERS } from '../../../providers/registry.ts';

/** For help: flags that not every cloud has, with those that do. */
export async function cloudNotes(): Promise<Readonly<Record<string, string>>> {
  const providers = await Promise.all(PROVIDER_IDS.map((id) => PROVIDERS[id].load()));
  return Object.fromEntries(
    PATHS.flatMap((path) => {
      const having = providers.filter(({ fields }) => fields[path] !== null).map(({ id }) => id);
      return having.length === providers.length
        ? []
        : [[field(path).flag, `${having.join(', ')} only`]];
    }),
  );
}
