import { clouds } from '../clouds.ts';
import { isHuaweiCloud, REGIONS, serviceUrl } from '../huawei/regions.ts';
import { MODES, SETTINGS } from '../huawei/settings.ts';
import { sign, signatureHeaders } from '../huawei/signer.ts';
import { definition } from '../parts/definition.ts';
import { groupFacts } from '../parts/group-facts.ts';
import { poolWithServers, serversIn } from '../parts/pool-fate.ts';
import type { Provider } from '../provider.ts';
import type { Reference } from '../reference.ts';
import { calls } from './calls.ts';
import { fields } from './fields.ts';
import { decode, isSamePlace, returns, valuesOf, withoutEffect } from './native.ts';
import { FILTERS } from './parameters/filters.ts';
import { APART, OPERATIONS } from './parameters/index.ts';
import { rules } from './rules/index.ts';
import { planUpdate } from './update.ts';

/** ELB API v3 of Huawei Cloud and Open Telekom Cloud: dedicated and shared load balancers. */
export const provider: Provider = {
  id: 'elbv3',
  title: 'Huawei Cloud and Open Telekom Cloud ELB (API v3)',
  nouns: [
    {
      noun: 'listener',
      summary: 'listeners with backend group (pool) and health check (healthmonitor)',
      verbs: ['create', 'update', 'show', 'list', 'delete'],
      body: 'A file holds {"listener": {\u2026}} as on the page; beside it may be "pool" and "healthmonitor", as on their own pages but without listener_id and pool_id, which the command fills in.',
      samples: {
        create:
          '--name web --loadbalancer-id 098b2f68-af1c-41a9-8efd-69958722af62 --protocol HTTP --protocol-port 8080 --pool-protocol HTTP --pool-lb-algorithm ROUND_ROBIN',
        update: 'web --description text',
        show: 'web',
        list: '--protocol HTTP',
        delete: 'web --yes',
      },
    },
  ],
  fields,
  filters: FILTERS,
  rules,
  settings: SETTINGS,
  authMethods: MODES,
  settingsSource: clouds,
  recognizes: isHuaweiCloud,
  errors: async () => (await import('./errors.ts')).errors,
  protocols: ['http', 'https', 'tcp', 'udp', 'ssl'],
  sharesPort: (a, b) => (a === 'udp') !== (b === 'udp'),
  operation: (_noun, verb) => OPERATIONS[verb],
  readBody: async (text, operation) => (await import('./body.ts')).readBody(text, operation),
  reference,
  regions: REGIONS,
  endpoint: ({ region }) => serviceUrl('elb', region),
  decode,
  valuesOf,
  withoutEffect,
  isSamePlace,
  returns,
  apart: APART,
  factsOf: groupFacts,
  serversIn,
  groupWithServers: poolWithServers,
  definition: (listener) => definition(listener, APART),
  calls,
  planUpdate,
  sign,
  signatureHeaders,
  session: async () =>
    (await import('../keystone.ts')).keystone((region) => serviceUrl('iam', region)),
};

const ID = /^([0-9a-f]{8})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{12})$/i;

/** An id with or without dashes, or a name. */
function reference(text: string): Reference | { readonly problem: string } {
  if (text === '') return { problem: 'must not be empty' };
  const id = ID.exec(text);
  return id === null
    ? { by: 'name', name: text }
    : { by: 'id', id: id.slice(1).join('-').toLowerCase() };
}
