import type { Provider, SettingNames, VendorExample, Verb } from '../provider.ts';
import { readBody } from './body.ts';
import { calls } from './calls.ts';
import { errors } from './errors.ts';
import { FIELD_MAP } from './fields.ts';
import { FILTERS } from './filters.ts';
import { form } from './forms.ts';
import { decode, valuesOf } from './native.ts';
import { isSlbProtocol, nounOf, SLB_PROTOCOLS } from './protocols.ts';
import { reference } from './reference.ts';
import { endpoint } from './regions.ts';
import { RULES } from './rules/index.ts';
import { sign } from './signer.ts';
import { planUpdate } from './update.ts';

const LISTENER_VERBS: readonly Verb[] = ['create', 'update', 'show', 'start', 'stop', 'delete'];

/** Its example breaks its own text: sticky without a type, and no backend. */
const EXAMPLES: readonly VendorExample[] = [
  {
    noun: 'https-listener',
    verb: 'create',
    values: {
      Bandwidth: -1,
      HealthCheck: 'on',
      ListenerPort: 80,
      LoadBalancerId: 'lb-bp1o94dp5i6earr9g6d1l',
      ServerCertificateId: 'idkp-123-cn-test-01',
      StickySession: 'on',
    },
    source: 'CreateLoadBalancerHTTPSListener',
  },
];

/** The names that the vendor's CLI, its SDKs and its Terraform provider read. */
const SETTINGS: SettingNames = {
  region: [
    'ALIBABA_CLOUD_REGION_ID',
    'ALIBABACLOUD_REGION_ID',
    'ALICLOUD_REGION_ID',
    'ALICLOUD_REGION',
  ],
  endpoint: ['ALIBABA_CLOUD_ENDPOINT'],
  accessKey: [
    'ALIBABA_CLOUD_ACCESS_KEY_ID',
    'ALIBABACLOUD_ACCESS_KEY_ID',
    'ALICLOUD_ACCESS_KEY_ID',
    'ALICLOUD_ACCESS_KEY',
  ],
  secretKey: [
    'ALIBABA_CLOUD_ACCESS_KEY_SECRET',
    'ALIBABACLOUD_ACCESS_KEY_SECRET',
    'ALICLOUD_ACCESS_KEY_SECRET',
    'ALICLOUD_SECRET_KEY',
  ],
  securityToken: [
    'ALIBABA_CLOUD_SECURITY_TOKEN',
    'ALIBABACLOUD_SECURITY_TOKEN',
    'ALICLOUD_SECURITY_TOKEN',
  ],
};

/** Alibaba Cloud Server Load Balancer (classic), API version 2014-05-15. */
export const provider: Provider = {
  id: 'slb',
  title: 'Alibaba Cloud SLB',
  nouns: [
    ...SLB_PROTOCOLS.map((protocol) => ({
      noun: nounOf(protocol),
      summary: `${protocol.toUpperCase()} listeners`,
      verbs: LISTENER_VERBS,
      protocol,
    })),
    { noun: 'listener', summary: 'listeners of every protocol', verbs: ['list'] },
  ],
  fields: FIELD_MAP,
  filters: FILTERS,
  rules: RULES,
  examples: EXAMPLES,
  regionParameter: 'RegionId',
  settings: SETTINGS,
  errors,
  nounFor: (protocol) => (isSlbProtocol(protocol) ? nounOf(protocol) : null),
  form,
  readBody,
  reference,
  endpoint,
  decode,
  valuesOf,
  calls,
  planUpdate,
  sign,
};
