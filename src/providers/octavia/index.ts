import { type Credentials, type HttpRequest, MASK } from '../auth.ts';
import { clouds } from '../clouds.ts';
import { definition } from '../parts/definition.ts';
import { groupFacts } from '../parts/group-facts.ts';
import { poolWithServers, serversIn } from '../parts/pool-fate.ts';
import { planUpdate } from '../parts/update.ts';
import type { Provider } from '../provider.ts';
import type { Reference } from '../reference.ts';
import { CALLS } from './calls.ts';
import { fields } from './fields.ts';
import { decode, returns, valuesOf } from './native.ts';
import { APART, FILTERS, OPERATIONS } from './parameters/index.ts';
import { backendProtocol } from './protocols.ts';
import { rules } from './rules/index.ts';
import { METHODS, SETTINGS } from './settings.ts';
import { asReturned, uuid } from './wire.ts';

const SERVICE = 'load-balancer';

/** The load balancer API v2 of OpenStack (Octavia). */
export const provider: Provider = {
  id: 'octavia',
  title: 'OpenStack Octavia (load balancer API v2)',
  nouns: [
    {
      noun: 'listener',
      summary: 'listeners with pool and health monitor',
      verbs: ['create', 'update', 'show', 'list', 'start', 'stop', 'delete'],
      samples: {
        create:
          '--name web --loadbalancer-id 3f7c1ee0-6f3b-4f2f-9d5a-7f4d9c1c2a11 --protocol HTTP --protocol-port 8080 --pool-protocol HTTP --pool-lb-algorithm ROUND_ROBIN',
        update: 'web --connection-limit 1000',
        show: 'web',
        list: '--protocol HTTP',
        start: 'web',
        stop: 'web',
        delete: 'web --yes',
      },
    },
  ],
  fields,
  filters: FILTERS,
  rules,
  settings: SETTINGS,
  authMethods: METHODS,
  settingsSource: clouds,
  errors: async () => (await import('./errors.ts')).errors,
  protocols: ['http', 'https', 'tcp', 'udp'],
  sharesPort: (a, b) => (a === 'udp') !== (b === 'udp'),
  operation: (_noun, verb) => OPERATIONS[verb],
  readBody: async (text, operation) => (await import('./body.ts')).readBody(text, operation),
  reference,
  endpoint: () => ({ catalogue: SERVICE }),
  rootPath: '/v2.0',
  decode,
  valuesOf,
  returns,
  apart: APART,
  factsOf: groupFacts,
  serversIn,
  groupWithServers: poolWithServers,
  definition: (listener) => definition(listener, APART),
  states: {
    created: 'running',
    createdAs: (state) => ({ admin_state_up: state === 'running' }),
  },
  calls: () => CALLS,
  planUpdate: (current, change, verbatim) =>
    planUpdate(current, change, verbatim, {
      valuesOf,
      asReturned,
      backendProtocol,
      absentIsOff: (name) => name.endsWith('admin_state_up'),
      nullIsDefault: (name) => !name.startsWith('pool.session_persistence'),
    }),
  sign,
  signatureHeaders: () => ({ 'x-auth-token': MASK }),
  session: async () => (await import('../keystone.ts')).keystoneWithCatalogue(SERVICE),
};

function sign(request: HttpRequest, credentials: Credentials): HttpRequest {
  if (credentials.kind !== 'token') throw new TypeError('Keystone takes tokens only');
  return { ...request, headers: { ...request.headers, 'x-auth-token': credentials.token } };
}

const ID = /^[0-9a-f]{8}-?([0-9a-f]{4}-?){3}[0-9a-f]{12}$/i;

/** An id with or without dashes, or a name. */
function reference(text: string): Reference | { readonly problem: string } {
  if (text === '') return { problem: 'must not be empty' };
  return ID.test(text) ? { by: 'id', id: uuid(text) } : { by: 'name', name: text };
}
