import { type Codec, Refusal } from '../../model/codec.ts';
import type { Value } from '../../model/fields.ts';
import { CREATE } from './pages.ts';

const CIDRS = 'allowed_cidrs';
const SOURCE = `${CREATE}: ${CIDRS}`;

/** Everyone, or the addresses of the list; the API cannot keep addresses out. */
export const accessMode: Codec<Value<'access.mode'>> = {
  encode: (mode, listener) => {
    if (mode === 'off') return { [CIDRS]: [] };
    if (mode === 'deny') {
      return new Refusal('access-values', 'must be off or allow on octavia, not deny', SOURCE);
    }
    const lists = listener['access.lists'] ?? [];
    return lists.length > 0
      ? {}
      : new Refusal(
          'access-needs-list',
          'allow needs an access list: addresses that may connect',
          SOURCE,
          'access.lists',
        );
  },
  decode: ({ [CIDRS]: cidrs }) => {
    if (cidrs === undefined) return undefined;
    return Array.isArray(cidrs) && cidrs.length > 0 ? 'allow' : 'off';
  },
};

export const accessLists: Codec<readonly string[]> = {
  encode: (lists, listener) =>
    lists.length > 0 && listener['access.mode'] === 'off'
      ? new Refusal(
          'access-list-off',
          'would restrict access, which is off; set access to allow',
          SOURCE,
        )
      : { [CIDRS]: [...lists] },
  decode: ({ [CIDRS]: cidrs }) =>
    Array.isArray(cidrs) && cidrs.length > 0 ? cidrs.map(String) : undefined,
};
