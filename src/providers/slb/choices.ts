import type { ListenerFields, Path } from '../../model/fields.ts';
import { isObject } from '../../model/json.ts';
import type { ChoicePage, Details } from '../calls.ts';
import { detailsOf } from '../details.ts';
import { integerOf } from './native.ts';

type Item = Readonly<Record<string, unknown>>;

/** A read-only action, and what its answer says. */
export interface DescribeRequest<T> {
  readonly action: string;
  readonly query: Readonly<Record<string, string>>;
  read(body: Item): T;
}

/** The largest pages of these actions. */
const PAGES = { DescribeLoadBalancers: 100, DescribeAccessControlLists: 50 } as const;

export function choiceList(
  path: Path,
  { loadBalancer }: ListenerFields,
  page: string | undefined,
): DescribeRequest<ChoicePage> | undefined {
  const paged = (action: keyof typeof PAGES) => ({
    action,
    query: { PageSize: String(PAGES[action]), ...(page === undefined ? {} : { PageNumber: page }) },
  });
  switch (path) {
    case 'loadBalancer':
      return {
        ...paged('DescribeLoadBalancers'),
        read: items('LoadBalancers', 'LoadBalancer', 'LoadBalancerId', loadBalancerDetails),
      };
    case 'tls.certificate':
      return {
        action: 'DescribeServerCertificates',
        query: {},
        read: items('ServerCertificates', 'ServerCertificate', 'ServerCertificateId', (item) =>
          certificateDetails(item, 'server', item['ServerCertificateName']),
        ),
      };
    case 'tls.caCertificate':
      return {
        action: 'DescribeCACertificates',
        query: {},
        read: items('CACertificates', 'CACertificate', 'CACertificateId', (item) =>
          certificateDetails(item, 'ca', item['CACertificateName']),
        ),
      };
    case 'backend.group':
      return loadBalancer === undefined
        ? undefined
        : {
            action: 'DescribeVServerGroups',
            query: { LoadBalancerId: loadBalancer },
            read: items('VServerGroups', 'VServerGroup', 'VServerGroupId', (item) =>
              detailsOf({ name: item['VServerGroupName'], loadBalancer }),
            ),
          };
    case 'access.lists':
      return {
        ...paged('DescribeAccessControlLists'),
        read: items('Acls', 'Acl', 'AclId', (item) => detailsOf({ name: item['AclName'] })),
      };
    default:
      return undefined;
  }
}

export function detailsRequest(path: Path, id: string): DescribeRequest<Details> | undefined {
  switch (path) {
    case 'loadBalancer':
      return {
        action: 'DescribeLoadBalancerAttribute',
        query: { LoadBalancerId: id },
        read: (body) => detailsOf({ bandwidth: bandwidthOf(body) }),
      };
    case 'backend.group':
      return {
        action: 'DescribeVServerGroupAttribute',
        query: { VServerGroupId: id },
        read: (body) =>
          detailsOf({ servers: listIn(body, 'BackendServers', 'BackendServer').map(server) }),
      };
    default:
      return undefined;
  }
}

function listIn(body: Item, outer: string, inner: string): readonly Item[] {
  const list = body[outer];
  const found = isObject(list) ? list[inner] : undefined;
  return (Array.isArray(found) ? found : []).filter(isObject);
}

function items(outer: string, inner: string, id: string, details: (item: Item) => Details) {
  return (body: Item): ChoicePage => {
    const choices = listIn(body, outer, inner).map((item) => ({
      id: String(item[id]),
      details: details(item),
    }));
    const next = nextPage(body);
    return next === undefined ? { choices } : { choices, next };
  };
}

function nextPage(body: Item): string | undefined {
  const [page, size, total] = ['PageNumber', 'PageSize', 'TotalCount'].map((name) =>
    integerOf(body[name]),
  );
  if (page === undefined || size === undefined || total === undefined) return undefined;
  return page * size < total ? String(page + 1) : undefined;
}

const NETWORKS: Readonly<Record<string, string>> = { internet: 'public', intranet: 'private' };

function loadBalancerDetails(item: Item): Details {
  const spec = item['LoadBalancerSpec'];
  return detailsOf({
    name: item['LoadBalancerName'],
    address: item['Address'],
    network: NETWORKS[String(item['AddressType'])],
    class: spec === '' || spec === undefined ? 'shared' : spec,
    status: item['LoadBalancerStatus'],
    zone: item['MasterZoneId'],
    region: item['RegionId'],
    vpc: item['VpcId'],
    created: item['CreateTime'],
  });
}

function certificateDetails(item: Item, kind: string, name: unknown): Details {
  const common = item['CommonName'];
  const others = item['SubjectAlternativeNames'];
  const alternative = isObject(others) ? others['SubjectAlternativeName'] : undefined;
  const domains = [
    ...(kind === 'server' && typeof common === 'string' && common !== '' ? [common] : []),
    ...(Array.isArray(alternative) ? alternative.map(String) : []),
  ];
  return detailsOf({
    name,
    kind,
    domains: [...new Set(domains)],
    subject: kind === 'ca' ? common : undefined,
    expires: item['ExpireTime'],
    fingerprint: item['Fingerprint'],
    created: item['CreateTime'],
  });
}

/** `10.0.0.1:80, weight 100`, or the server's id where the address is not known. */
function server(item: Item): string {
  const place =
    item['ServerIp'] === undefined || item['ServerIp'] === '' ? item['ServerId'] : item['ServerIp'];
  return `${place}:${item['Port']} (weight ${item['Weight']})`;
}

function bandwidthOf(body: Item): string | undefined {
  const mbits = integerOf(body['Bandwidth']);
  return mbits === undefined || mbits < 1 ? undefined : `${mbits} Mbit/s`;
}
