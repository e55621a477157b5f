import type { Operation } from '../../model/catalogue.ts';
import type { Default } from '../../model/default.ts';
import type { Path } from '../../model/fields.ts';
import {
  kebab,
  type Parameter,
  type ParameterType,
  type Presence,
  type TextType,
} from '../../model/parameter.ts';
import type { OperationVerb } from '../../model/rule.ts';

export const ADDING = 'Huawei Cloud ELB (classic) API, Adding a Listener';
export const ALL_TLS_VERSIONS = 'TLSv1.2 TLSv1.1 TLSv1';
const MODIFYING = 'Huawei Cloud ELB (classic) API, Modifying a Listener';

interface Row {
  readonly name: string;
  readonly type: ParameterType;
  readonly create: Presence;
  readonly update: Presence;
  readonly path: Path;
  readonly summary: string;
  readonly default?: Default;
}

const PORT = { kind: 'integer', min: 1, max: 65_535 } as const;
const BOOLEAN = { kind: 'boolean' } as const;
const MINUTES = { kind: 'integer', min: 1, max: 1440, unit: 'min' } as const;

// The pages document no format for ids; these limits keep paths and queries valid.
const ID: TextType = {
  kind: 'text',
  min: 1,
  max: 64,
  pattern: /^[\w-]+$/u,
  allowed: 'letters, digits, hyphens and underscores',
};

const CIPHERS = {
  Default:
    'ECDHE-RSA-AES256-GCM-SHA384:ECDHE-RSA-AES128-GCM-SHA256:ECDHE-RSA-AES256-SHA384:ECDHE-RSA-AES128-SHA256',
  Extended:
    'ECDHE-ECDSA-AES128-SHA256:ECDHE-RSA-AES128-SHA256:AES128-SHA256:AES256-SHA256:ECDHE-ECDSA-AES256-SHA384:ECDHE-RSA-AES256-SHA384:ECDHE-ECDSA-AES128-SHA:ECDHE-RSA-AES128-SHA:DHE-RSA-AES128-SHA:ECDHE-RSA-AES256-SHA:ECDHE-ECDSA-AES256-SHA:AES128-SHA:AES256-SHA:DHE-DSS-AES128-SHA:CAMELLIA128-SHA:EDH-RSA-DES-CBC3-SHA:DES-CBC3-SHA:ECDHE-RSA-RC4-SHA:RC4-SHA:DHE-RSA-AES256-SHA:DHE-DSS-AES256-SHA:DHE-RSA-CAMELLIA256-SHA:DHE-DSS-CAMELLIA256-SHA:CAMELLIA256-SHA:EDH-DSS-DES-CBC3-SHA:DHE-RSA-CAMELLIA128-SHA:DHE-DSS-CAMELLIA128-SHA',
  Strict: 'ECDHE-RSA-AES256-GCM-SHA384:ECDHE-RSA-AES128-GCM-SHA256',
};

/** The tables of both pages, in the order of the first. */
export const ROWS: readonly Row[] = [
  {
    name: 'name',
    type: {
      kind: 'text',
      min: 1,
      max: 64,
      pattern: /^[\p{Script=Han}A-Za-z0-9_-]*$/u,
      allowed: 'Chinese characters, letters, digits, underscores and hyphens',
    },
    create: 'required',
    update: 'kept',
    path: 'name',
    summary: 'name of the listener',
  },
  {
    name: 'description',
    type: { kind: 'text', min: 0, max: 128, pattern: /^[^<>]*$/u, allowed: 'anything but < and >' },
    create: 'optional',
    update: 'optional',
    path: 'description',
    summary: 'free text about the listener',
  },
  {
    name: 'loadbalancer_id',
    type: ID,
    create: 'required',
    update: 'create-only',
    path: 'loadBalancer',
    summary: 'load balancer that the listener belongs to',
  },
  {
    name: 'protocol',
    type: { kind: 'choice', values: ['HTTP', 'TCP', 'HTTPS', 'SSL', 'UDP'] },
    create: 'required',
    update: 'create-only',
    path: 'protocol',
    summary: 'protocol that clients speak to the load balancer',
  },
  {
    name: 'port',
    type: PORT,
    create: 'required',
    update: 'kept',
    path: 'port',
    summary: 'port of the load balancer',
  },
  {
    name: 'backend_protocol',
    type: { kind: 'choice', values: ['HTTP', 'TCP', 'UDP'] },
    create: 'required',
    update: 'create-only',
    path: 'backend.protocol',
    summary: 'protocol of the backend servers',
  },
  {
    name: 'backend_port',
    type: PORT,
    create: 'required',
    update: 'kept',
    path: 'backend.port',
    summary: 'port of the backend servers',
  },
  {
    name: 'lb_algorithm',
    type: { kind: 'choice', values: ['roundrobin', 'leastconn', 'source'] },
    create: 'required',
    update: 'kept',
    path: 'algorithm',
    summary: 'load balancing algorithm',
  },
  {
    name: 'session_sticky',
    type: BOOLEAN,
    create: 'optional',
    update: 'create-only',
    path: 'stickySession.mode',
    summary: 'keep a client on one backend; needs roundrobin',
  },
  {
    name: 'sticky_session_type',
    type: { kind: 'choice', values: ['insert'] },
    create: 'optional',
    update: 'create-only',
    path: 'stickySession.mode',
    summary: 'where the cookie is from; http with session_sticky only',
    default: 'insert',
  },
  {
    name: 'cookie_timeout',
    type: MINUTES,
    create: 'optional',
    update: 'create-only',
    path: 'stickySession.timeout',
    summary: 'life of the cookie; http with session_sticky only',
  },
  {
    name: 'tcp_timeout',
    type: MINUTES,
    create: 'optional',
    update: 'optional',
    path: 'idleTimeout',
    summary: 'TCP session time-out; tcp only',
  },
  {
    name: 'tcp_draining',
    type: BOOLEAN,
    create: 'optional',
    update: 'optional',
    path: 'drain',
    summary: 'keep connections to a removed backend; tcp only',
  },
  {
    name: 'tcp_draining_timeout',
    type: { kind: 'integer', min: 0, max: 60, unit: 'min' },
    create: 'optional',
    update: 'optional',
    path: 'drain',
    summary: 'how long they are kept; tcp with tcp_draining only',
  },
  {
    name: 'certificate_id',
    type: ID,
    create: 'optional',
    update: 'optional',
    path: 'tls.certificate',
    summary: 'server certificate; mandatory for https and ssl',
  },
  {
    name: 'certificates',
    type: { kind: 'list', item: ID },
    create: 'optional',
    update: 'optional',
    path: 'tls.sniCertificates',
    summary: 'certificates chosen by server name (SNI); https on a public load balancer only',
  },
  {
    name: 'udp_timeout',
    type: MINUTES,
    create: 'optional',
    update: 'optional',
    path: 'idleTimeout',
    summary: 'UDP session time-out; udp only',
  },
  {
    name: 'ssl_protocols',
    type: { kind: 'choice', values: ['TLSv1.2', ALL_TLS_VERSIONS] },
    create: 'optional',
    update: 'optional',
    path: 'tls.policy',
    summary: 'TLS versions; https and ssl only',
    default: 'TLSv1.2',
  },
  {
    name: 'ssl_ciphers',
    type: { kind: 'choice', values: ['Default', 'Extended', 'Strict'], meanings: CIPHERS },
    create: 'optional',
    update: 'optional',
    path: 'tls.policy',
    summary: 'cipher suites; https and ssl only',
    default: 'Default',
  },
];

// The list page allows most fields of the response as filters; these are the ones in Huawei's SDK.
const FILTERABLE: readonly string[] = [
  'loadbalancer_id',
  'name',
  'protocol',
  'port',
  'backend_protocol',
  'backend_port',
  'lb_algorithm',
  'description',
  'certificate_id',
  'sticky_session_type',
  'cookie_timeout',
  'tcp_timeout',
  'udp_timeout',
  'ssl_protocols',
  'ssl_ciphers',
];

function operation(verb: OperationVerb, title: string, page: string): Operation {
  const parameters = ROWS.map(
    ({ create, update, ...row }): Parameter => ({
      ...row,
      wire: row.name,
      flag: kebab(row.name),
      presence: verb === 'create' ? create : update,
      source: `${page}: ${row.name}`,
    }),
  );
  return { noun: 'listener', verb, title, parameters };
}

export const OPERATIONS: Readonly<Record<OperationVerb, Operation>> = {
  create: operation('create', 'Adding a Listener', ADDING),
  update: operation('update', 'Modifying a Listener', MODIFYING),
};

export const FILTERS: readonly Parameter[] = FILTERABLE.flatMap((name) =>
  OPERATIONS.create.parameters
    .filter((row) => row.name === name)
    .map((row) => ({ ...row, presence: 'optional' })),
);
