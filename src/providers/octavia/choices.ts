import type { ListenerFields, Path } from '../../model/fields.ts';
import type { Native } from '../../model/listener.ts';
import type { Call, Query } from '../call.ts';
import type { ChoicePage, Details } from '../calls.ts';
import { detailsOf } from '../details.ts';
import { choicePage, lower, memberDetails } from '../parts/choices.ts';
import { idsIn, timestamp } from '../parts/native.ts';
import { segment } from '../parts/requests.ts';
import { PAGE, requests } from './requests.ts';

/** Load balancers and pools; certificates are in another service. */
export function choices(
  path: Path,
  { loadBalancer }: ListenerFields,
  page?: string,
): Call<ChoicePage> | undefined {
  if (path === 'loadBalancer') return choicesIn('loadbalancers', {}, page, loadBalancerDetails);
  if (path !== 'backend.group') return undefined;
  const query = loadBalancer === undefined ? {} : { loadbalancer_id: loadBalancer };
  return choicesIn('pools', query, page, poolDetails);
}

export function details(path: Path, id: string): Call<Details> | undefined {
  return path === 'backend.group'
    ? requests.get(`/pools/${segment(id)}/members`, {}, memberDetails)
    : undefined;
}

function choicesIn(
  key: string,
  query: Query,
  page: string | undefined,
  detailsIn: (item: Native) => Details,
): Call<ChoicePage> {
  const marker = page === undefined ? {} : { marker: page };
  return requests.get(`/${key}`, { ...query, ...marker }, (answer) =>
    choicePage(answer, key, PAGE, detailsIn),
  );
}

function loadBalancerDetails(item: Native): Details {
  return detailsOf({
    name: item['name'],
    address: item['vip_address'],
    class: item['provider'],
    status: lower(item['operating_status']),
    zone: item['availability_zone'],
    description: item['description'],
    ...timestamp('created', item['created_at']),
  });
}

function poolDetails({ name, loadbalancers, protocol, lb_algorithm: algorithm }: Native): Details {
  return detailsOf({ name, loadBalancer: idsIn(loadbalancers).join(', '), protocol, algorithm });
}
