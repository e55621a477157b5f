import type { Operation } from '../model/catalogue.ts';
import { isDefault } from '../model/default.ts';
import { encodeFields } from '../model/encode.ts';
import { type ListenerFields, PATHS, type Path } from '../model/fields.ts';
import { sameField } from '../model/values.ts';
import type { Provider } from '../providers/provider.ts';

/** The fields whose values a cloud gives to any listener that leaves them out. */
export function defaultFields(
  provider: Provider,
  operation: Operation,
  fields: ListenerFields,
): readonly Path[] {
  const encode = (some: ListenerFields) =>
    encodeFields(provider, operation, some, some, 'paths').values;
  const values = encode(fields);
  const rowOf = (name: string) => operation.parameters.find((row) => row.name === name);
  return PATHS.filter((path) => {
    if (fields[path] === undefined) return false;
    // Whoever chose the lists chose what they do.
    if (path === 'access.mode' && fields['access.lists']?.length) return false;
    const names = (provider.fields[path]?.parameters ?? []).filter(
      (name) => values[name] !== undefined,
    );
    if (names.length === 0) return false;
    if (names.every((name) => isDefault(rowOf(name)?.default, values[name], fields.protocol))) {
      return true;
    }
    const { [path]: _, ...others } = fields;
    // What another field says too, such as a mode and its time, was not left out.
    if (names.some((name) => isCarried(provider, others, name))) return false;
    const without = encode(others);
    return names.every((name) => sameField(without[name], values[name]));
  });
}

function isCarried(provider: Provider, others: ListenerFields, name: string): boolean {
  return PATHS.some(
    (path) =>
      others[path] !== undefined && provider.fields[path]?.parameters.includes(name) === true,
  );
}
