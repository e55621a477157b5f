import { field, PATHS } from '../../../model/fields.ts';
import { PROVIDER_IDS, PROVIDERS } from '../../../providers/registry.ts';

/** Notes for help: the clouds of each flag that not all clouds support. */
export async function cloudNotes(): Promise<Readonly<Record<string, string>>> {
  const providers = await Promise.all(PROVIDER_IDS.map((id) => PROVIDERS[id].load()));
  return Object.fromEntries(
    PATHS.flatMap((path) => {
      const supporting = providers
        .filter(({ fields }) => fields[path] !== null)
        .map(({ id }) => id);
      return supporting.length === providers.length
        ? []
        : [[field(path).flag, `${supporting.join(', ')} only`]];
    }),
  );
}
