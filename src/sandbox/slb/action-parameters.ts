import type { SlbProtocol } from '../state/model.ts';
import { PROTOCOLS } from './call.ts';
import { PARAMETERS } from './parameters.ts';

/** Of every call. */
const COMMON: readonly string[] = [
  'Action',
  'Version',
  'Format',
  'AccessKeyId',
  'SecurityToken',
  'Signature',
  'SignatureMethod',
  'SignatureNonce',
  'SignatureType',
  'SignatureVersion',
  'Timestamp',
  'TimeStamp',
  'RegionId',
  'OwnerId',
  'OwnerAccount',
  'ResourceOwnerId',
  'ResourceOwnerAccount',
];

const PLACE = ['LoadBalancerId', 'ListenerPort'];
const ANY_PLACE = [...PLACE, 'ListenerProtocol'];
const PAGE = ['PageNumber', 'PageSize'];
const GROUP = ['ResourceGroupId', 'Tag.N'];

/** Names in requests; `.N` stands for a numbered list. Source: the pages of these actions. */
const OTHERS: Readonly<Record<string, readonly string[]>> = {
  DescribeLoadBalancerListeners: [
    'LoadBalancerId.N',
    'ListenerPort',
    'ListenerProtocol',
    'Description',
    'MaxResults',
    'NextToken',
    'Tag.N',
  ],
  StartLoadBalancerListener: ANY_PLACE,
  StopLoadBalancerListener: ANY_PLACE,
  DeleteLoadBalancerListener: ANY_PLACE,
  DescribeHealthStatus: ANY_PLACE,
  DescribeRules: ANY_PLACE,
  SetListenerAccessControlStatus: [...ANY_PLACE, 'AccessControlStatus'],
  DescribeListenerAccessControlAttribute: ANY_PLACE,
  AddListenerWhiteListItem: [...ANY_PLACE, 'SourceItems'],
  RemoveListenerWhiteListItem: [...ANY_PLACE, 'SourceItems'],
  CreateDomainExtension: [...PLACE, 'Domain', 'ServerCertificateId'],
  DescribeDomainExtensions: [...PLACE, 'DomainExtensionId'],
  DescribeDomainExtensionAttribute: ['DomainExtensionId'],
  SetDomainExtensionAttribute: ['DomainExtensionId', 'ServerCertificateId'],
  DeleteDomainExtension: ['DomainExtensionId'],
  DescribeLoadBalancerAttribute: ['LoadBalancerId'],
  DescribeLoadBalancers: [
    'LoadBalancerId',
    'LoadBalancerName',
    'LoadBalancerStatus',
    'Address',
    'AddressType',
    'AddressIPVersion',
    'NetworkType',
    'VpcId',
    'VSwitchId',
    'ServerId',
    'ServerIntranetAddress',
    'InternetChargeType',
    'InstanceChargeType',
    'PayType',
    'MasterZoneId',
    'SlaveZoneId',
    'Tags',
    ...PAGE,
    ...GROUP,
  ],
  DescribeServerCertificates: ['ServerCertificateId', ...GROUP],
  DescribeCACertificates: ['CACertificateId', ...GROUP],
  DescribeVServerGroups: ['LoadBalancerId', 'IncludeListener', 'IncludeRule', 'Tag.N'],
  DescribeVServerGroupAttribute: ['VServerGroupId'],
  DescribeAccessControlLists: ['AclName', 'AddressIPVersion', ...PAGE, ...GROUP],
  DescribeRegions: ['AcceptLanguage'],
};

const KNOWN: ReadonlyMap<string, readonly string[]> = new Map([
  ...Object.entries(OTHERS),
  ...PROTOCOLS.flatMap(listenerActions),
]);

function listenerActions(protocol: SlbProtocol): [string, readonly string[]][] {
  const listener = `LoadBalancer${protocol.toUpperCase()}Listener`;
  const names = (verb: 'create' | 'set') => PARAMETERS[protocol].flatMap((one) => one[verb] ?? []);
  return [
    [`Create${listener}`, [...PLACE, 'Tag.N', ...names('create')]],
    [`Set${listener}Attribute`, [...PLACE, ...names('set')]],
    [`Describe${listener}Attribute`, PLACE],
  ];
}

/** The first parameter that an action does not have; case matters. */
export function unknownParameter(action: string, names: Iterable<string>): string | undefined {
  const known = [...COMMON, ...(KNOWN.get(action) ?? [])];
  for (const name of names) {
    const general = name.replace(/\.\d+(\.(Key|Value))?$/, '.N');
    if (!known.includes(name) && !known.includes(general)) return name;
  }
  return undefined;
}
