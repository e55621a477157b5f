import type { ListenerFields, Path } from '../../model/fields.ts';
import type { Native } from '../../model/listener.ts';
import type { Call, Query } from '../call.ts';
import type { ChoicePage, Details } from '../calls.ts';
import { detailsOf } from '../details.ts';
import { choicePage, lower, memberDetails } from '../parts/choices.ts';
import { idsIn, timestamp } from '../parts/native.ts';
import { segment } from '../parts/requests.ts';
import { PAGE, type Requests } from './requests.ts';

interface ChoiceList {
  readonly key: string;
  readonly query?: Query;
  readonly keep?: (item: Native) => boolean;
  details(item: Native): Details;
}

export function choices(
  requests: Requests,
  path: Path,
  listener: ListenerFields,
  page: string | undefined,
): Call<ChoicePage> | undefined {
  const list = listFor(path, listener);
  if (list === undefined) return undefined;
  const { key, query, keep, details } = list;
  const marker = page === undefined ? {} : { marker: page };
  return requests.get(`/${key}`, { ...query, ...marker }, (answer) =>
    choicePage(answer, key, PAGE, details, keep),
  );
}

export function details(requests: Requests, path: Path, id: string): Call<Details> | undefined {
  return path === 'backend.group'
    ? requests.get(`/pools/${segment(id)}/members`, {}, memberDetails)
    : undefined;
}

function listFor(path: Path, { loadBalancer }: ListenerFields): ChoiceList | undefined {
  switch (path) {
    case 'loadBalancer':
      return { key: 'loadbalancers', details: loadBalancerDetails };
    case 'tls.certificate':
    case 'tls.sniCertificates':
      return { ...CERTIFICATES, keep: ({ type }) => type !== 'client' };
    case 'tls.caCertificate':
      return { ...CERTIFICATES, keep: ({ type }) => type === 'client' };
    case 'backend.group':
      return {
        key: 'pools',
        query: loadBalancer === undefined ? {} : { loadbalancer_id: loadBalancer },
        details: ({ name, loadbalancers, protocol, lb_algorithm: algorithm }) =>
          detailsOf({ name, loadBalancer: idsIn(loadbalancers).join(', '), protocol, algorithm }),
      };
    case 'access.lists':
      return { key: 'ipgroups', details: ({ name }) => detailsOf({ name }) };
    default:
      return undefined;
  }
}

/** Only what is named here: the list contains private keys. */
const CERTIFICATES: ChoiceList = {
  key: 'certificates',
  details: ({ name, type, domain, expire_time: expires, description }) =>
    detailsOf({
      name,
      kind: type === 'client' ? 'ca' : 'server',
      domains: typeof domain === 'string' && domain !== '' ? domain.split(',') : [],
      expires,
      description,
    }),
};

function loadBalancerDetails(item: Native): Details {
  const { guaranteed, availability_zone_list: zones } = item;
  return detailsOf({
    name: item['name'],
    address: item['vip_address'] ?? item['ipv6_vip_address'],
    network: networkOf(item),
    class: guaranteed === undefined ? undefined : guaranteed === true ? 'dedicated' : 'shared',
    status: lower(item['operating_status'] ?? item['provisioning_status']),
    zone: Array.isArray(zones) ? zones.join(', ') : undefined,
    vpc: item['vpc_id'],
    description: item['description'],
    ...timestamp('created', item['created_at']),
  });
}

function networkOf({ eips, publicips }: Native): string | undefined {
  if (!Array.isArray(eips) && !Array.isArray(publicips)) return undefined;
  return [eips, publicips].some((list) => Array.isArray(list) && list.length > 0)
    ? 'public'
    : 'private';
}
