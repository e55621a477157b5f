import type { VendorExample } from '../../model/catalogue.ts';
import type { Provider, Verb } from '../provider.ts';
import { aliyunConfig } from './aliyun-config.ts';
import { calls } from './calls.ts';
import { completed, implied } from './composite-fields.ts';
import { FIELD_MAP } from './fields.ts';
import { FILTERS } from './filters.ts';
import { decode, returns, valuesOf } from './native.ts';
import { operationFor } from './operations.ts';
import { nounOf, SLB_PROTOCOLS } from './protocols.ts';
import { reference } from './reference.ts';
import { endpoint, REGIONS } from './regions.ts';
import { roles } from './roles.ts';
import { RULES } from './rules/index.ts';
import { canSharePort } from './rules/preflight.ts';
import { sampleLines } from './sample-lines.ts';
import { MODES, SETTINGS } from './settings.ts';
import { sign, signatureHeaders } from './signer.ts';
import { planUpdate } from './update.ts';

const LISTENER_VERBS: readonly Verb[] = ['create', 'update', 'show', 'start', 'stop', 'delete'];

/** Its example breaks the page's own rules: no sticky session type and no backend. */
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

/** Alibaba Cloud Server Load Balancer (classic), API version 2014-05-15. */
export const provider = {
  id: 'slb',
  title: 'Alibaba Cloud SLB',
  nouns: [
    ...SLB_PROTOCOLS.map((protocol) => ({
      noun: nounOf(protocol),
      summary: `${protocol.toUpperCase()} listeners`,
      verbs: LISTENER_VERBS,
      protocol,
      samples: sampleLines(protocol),
    })),
    {
      noun: 'listener',
      summary: 'listeners of every protocol',
      verbs: ['list'],
      samples: { list: '--listener-protocol https' },
    },
  ],
  fields: FIELD_MAP,
  filters: FILTERS,
  rules: RULES,
  examples: EXAMPLES,
  regionParameter: 'RegionId',
  settings: SETTINGS,
  authMethods: MODES,
  settingsSource: aliyunConfig,
  roles,
  errors: async () => (await import('./errors.ts')).errors,
  states: { created: 'stopped' },
  protocols: SLB_PROTOCOLS,
  sharesPort: canSharePort,
  completed,
  implied,
  operation: operationFor,
  readBody: async (text, operation) => (await import('./body.ts')).readBody(text, operation),
  reference,
  regions: REGIONS,
  endpoint,
  decode,
  valuesOf,
  returns,
  calls,
  planUpdate,
  terraform: async () => (await import('./terraform.ts')).terraform,
  sign,
  signatureHeaders,
} satisfies Provider;
