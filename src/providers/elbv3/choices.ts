import type { ListenerFields, Path } from '../../model/fields.ts';
import { isObject } from '../../model/json.ts';
import type { Native } from '../../model/listener.ts';
import type { Answer, Call, Choice, Query } from '../calls.ts';
import type { Requests } from './requests.ts';

interface ChoiceList {
  readonly key: string;
  readonly query: Query;
  readonly keep?: (item: Native) => boolean;
  readonly labels: readonly string[];
}

export function choices(
  requests: Requests,
  path: Path,
  listener: ListenerFields,
): Call<readonly Choice[]> | undefined {
  const list = listFor(path, listener);
  return list === undefined
    ? undefined
    : requests.get(`/${list.key}`, list.query, (answer) => read(list, answer));
}

function listFor(path: Path, { loadBalancer }: ListenerFields): ChoiceList | undefined {
  switch (path) {
    case 'loadBalancer':
      return { key: 'loadbalancers', query: {}, labels: ['name', 'vip_address', 'guaranteed'] };
    case 'tls.certificate':
    case 'tls.sniCertificates':
      return { ...CERTIFICATES, keep: ({ type }) => type !== 'client' };
    case 'tls.caCertificate':
      return { ...CERTIFICATES, keep: ({ type }) => type === 'client' };
    case 'backend.group':
      return {
        key: 'pools',
        query: loadBalancer === undefined ? {} : { loadbalancer_id: loadBalancer },
        labels: ['name', 'protocol'],
      };
    case 'access.lists':
      return { key: 'ipgroups', query: {}, labels: ['name'] };
    default:
      return undefined;
  }
}

const CERTIFICATES = { key: 'certificates', query: {}, labels: ['name', 'domain'] };

/** Keeps only ids and labels: the list of certificates contains private keys. */
function read({ key, keep, labels }: ChoiceList, { body }: Answer): readonly Choice[] {
  const items = isObject(body) ? body[key] : undefined;
  return (Array.isArray(items) ? items : [])
    .filter(isObject)
    .filter((item) => keep?.(item) ?? true)
    .map((item) => ({
      id: String(item['id']),
      label: labels
        .map((name) => labelOf(name, item[name]))
        .filter(Boolean)
        .join(', '),
    }));
}

function labelOf(name: string, value: unknown): string {
  if (name === 'guaranteed' && typeof value === 'boolean') return value ? 'dedicated' : 'shared';
  return typeof value === 'string' ? value : '';
}
