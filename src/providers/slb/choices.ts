import type { ListenerFields, Path } from '../../model/fields.ts';
import { isObject } from '../../model/json.ts';
import type { Choice } from '../calls.ts';

/** A list request whose items a field can refer to. */
export interface ChoiceList {
  readonly action: string;
  readonly query: Readonly<Record<string, string>>;
  read(body: Readonly<Record<string, unknown>>): readonly Choice[];
}

/** One page is enough for the wizard; other ids can be typed. */
const PAGE_SIZE = '100';

export function choiceList(path: Path, listener: ListenerFields): ChoiceList | undefined {
  switch (path) {
    case 'loadBalancer':
      return {
        action: 'DescribeLoadBalancers',
        query: { PageSize: PAGE_SIZE },
        read: items('LoadBalancers', 'LoadBalancer', 'LoadBalancerId', [
          'LoadBalancerName',
          'Address',
          'AddressType',
        ]),
      };
    case 'tls.certificate':
      return {
        action: 'DescribeServerCertificates',
        query: {},
        read: items('ServerCertificates', 'ServerCertificate', 'ServerCertificateId', [
          'ServerCertificateName',
          'CommonName',
        ]),
      };
    case 'backend.group':
      return listener.loadBalancer === undefined
        ? undefined
        : {
            action: 'DescribeVServerGroups',
            query: { LoadBalancerId: listener.loadBalancer },
            read: items('VServerGroups', 'VServerGroup', 'VServerGroupId', ['VServerGroupName']),
          };
    case 'access.lists':
      return {
        action: 'DescribeAccessControlLists',
        query: { PageSize: '50' },
        read: items('Acls', 'Acl', 'AclId', ['AclName']),
      };
    default:
      return undefined;
  }
}

function items(outer: string, inner: string, id: string, labels: readonly string[]) {
  return (body: Readonly<Record<string, unknown>>): readonly Choice[] => {
    const list = body[outer];
    const found = isObject(list) ? list[inner] : undefined;
    return (Array.isArray(found) ? found : []).filter(isObject).map((item) => ({
      id: String(item[id]),
      label: labels
        .map((name) => item[name])
        .filter((part) => typeof part === 'string' && part !== '')
        .join(', '),
    }));
  };
}
