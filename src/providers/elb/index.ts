import { clouds } from '../clouds.ts';
import { isHuaweiCloud, REGIONS, serviceUrl } from '../huawei/regions.ts';
import { MODES, SETTINGS } from '../huawei/settings.ts';
import { sign, signatureHeaders } from '../huawei/signer.ts';
import type { Provider } from '../provider.ts';
import { calls } from './calls.ts';
import { fields } from './fields.ts';
import { healthCheck } from './health-check.ts';
import { decode, valuesOf } from './native.ts';
import { FILTERS, OPERATIONS } from './parameters.ts';
import { rules } from './rules.ts';
import { planUpdate } from './update.ts';

/** 32 hexadecimal digits, or a UUID: the page for updates says "in UUID format". */
const ID = /^([0-9a-f]{32}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i;

/** The classic Elastic Load Balance API v1.0 of Huawei Cloud and the clouds built on it. */
export const provider: Provider = {
  id: 'elb',
  title: 'Huawei Cloud ELB (classic, API v1.0)',
  nouns: [
    {
      noun: 'listener',
      summary: 'listeners, with the API\u2019s own parameter names',
      verbs: ['create', 'update', 'show', 'list', 'delete'],
      samples: {
        create:
          '--name web --loadbalancer-id 0b07acf06d243925bc24a0ac7445267a --protocol HTTP --port 8080 --backend-protocol HTTP --backend-port 80 --lb-algorithm roundrobin',
        update: 'web --description text',
        show: 'web',
        list: '--protocol HTTP',
        delete: 'web --yes',
      },
    },
  ],
  projectParameter: 'project-id',
  rootPath: '/v1.0',
  fields,
  filters: FILTERS,
  rules,
  settings: SETTINGS,
  authMethods: MODES,
  settingsSource: clouds,
  recognizes: isHuaweiCloud,
  errors: async () => (await import('./errors.ts')).errors,
  states: { created: 'running', fixedCode: 'ELB.6015' },
  protocols: ['http', 'https', 'tcp', 'udp', 'ssl'],
  operation: (_noun, verb) => OPERATIONS[verb],
  reference: (text) => {
    if (text === '') return { problem: 'must not be empty' };
    return ID.test(text) ? { by: 'id', id: text } : { by: 'name', name: text };
  },
  regions: REGIONS,
  endpoint: ({ region }) => serviceUrl('elb', region),
  decode,
  valuesOf,
  returns: (native, name) => native[name] !== undefined,
  calls,
  planUpdate,
  beside: healthCheck,
  terraform: async () => (await import('./terraform.ts')).terraform,
  sign,
  signatureHeaders,
  session: async () =>
    (await import('../keystone.ts')).keystone((region) => serviceUrl('iam', region)),
};
