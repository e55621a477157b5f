import type { Client } from '../client/client.ts';
import { Failure } from '../failure.ts';
import type { Path } from '../model/fields.ts';
import type { LoadBalancerFacts } from '../model/rule.ts';
import { labelOf, listChoices } from '../operations/choices.ts';
import { printable } from '../output/printable.ts';
import type { Choice as Resource } from '../providers/calls.ts';
import type { Choice } from './ask.ts';
import type { Form } from './form.ts';

/** Lists the resources of the cloud that a field can refer to; none if they cannot be listed. */
export type Resources = (form: Form, name: string) => Promise<readonly Choice[]>;

/**
 * @param connect called at most once, and only if the cloud is needed
 * @param warn tells why something cannot be listed
 */
export function cloudResources(
  connect: () => Promise<Client>,
  warn: (line: string) => void,
): Resources {
  return async (form, name) => {
    const path = form.path(name);
    if (path === undefined) return [];
    try {
      const found = (await listChoices(await connect(), path, form.fields())) ?? [];
      const fitting = found.filter(
        (one) => form.problemGiven(knownFacts(path, one), name, one.id) === undefined,
      );
      return fitting.map((one) => ({
        value: one.id,
        label: printable(`${one.id}  ${labelOf(one)}`.trimEnd()),
      }));
    } catch (error) {
      if (!(error instanceof Failure) || error.kind === 'interrupted') throw error;
      warn(`warning: cannot list the choices: ${error.message}`);
      return [];
    }
  };
}

/** What a list says that rules about the cloud need: these resources cannot be chosen. */
function knownFacts(path: Path, { id, details }: Resource): LoadBalancerFacts {
  const { protocol } = details;
  return path === 'backend.group' && typeof protocol === 'string'
    ? { groupProtocols: { [id]: protocol } }
    : {};
}
