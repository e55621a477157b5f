import type { ElbListener, ElbState } from '../state/model.ts';
import { ElbError, invalidParameter } from './errors.ts';

type Settable = Omit<ElbListener, 'id' | 'create_time' | 'update_time' | 'healthcheck'>;
type FieldName = keyof Settable;
type Values = { -readonly [K in FieldName]: NonNullable<Settable[K]> };

/** The fields that a request body sets. */
export type ListenerFields = Partial<Values>;

type Verb = 'create' | 'update';
type Parse<T> = (value: unknown, verb: Verb, state: ElbState) => T;

const REQUIRED = [
  'name',
  'loadbalancer_id',
  'protocol',
  'port',
  'backend_protocol',
  'backend_port',
  'lb_algorithm',
] as const;

type NewListener = ListenerFields & Required<Pick<ListenerFields, (typeof REQUIRED)[number]>>;

/** All others are in the request table of "Modifying a Listener", or promised above it. */
const CREATE_ONLY: ReadonlySet<string> = new Set([
  'loadbalancer_id',
  'protocol',
  'backend_protocol',
  'session_sticky',
  'sticky_session_type',
  'cookie_timeout',
]);

/** Codes and messages: the ELB error-code page, "Adding a listener" and "Modifying a listener". */
const ERRORS = {
  create: {
    nameLength: ['ELB.6011', 'Request parameters error, listener name too long.'],
    name: ['ELB.6021', 'Request parameters error, listener name is not valid.'],
    description: ['ELB.6031', 'Request parameters error, listener len description too long.'],
  },
  update: {
    nameLength: ['ELB.6025', 'Udpate request parameters error, listener len name too long.'],
    name: ['ELB.6035', 'Udpate request parameters error, listener name is not valid.'],
    description: [
      'ELB.6045',
      'Update request parameters error, listener len description too long.',
    ],
  },
} satisfies Record<Verb, Record<string, [string, string]>>;

/** In the order in which they are validated and returned. */
const FIELDS: { readonly [K in FieldName]: Parse<Values[K]> } = {
  name: parseName,
  description: parseDescription,
  loadbalancer_id: parseLoadBalancerId,
  port: parsePort,
  backend_port: parsePort,
  lb_algorithm: oneOf(['roundrobin', 'leastconn', 'source'], '6051', 'lb algorithm'),
  protocol: oneOf(['HTTP', 'TCP', 'HTTPS', 'SSL', 'UDP'], '6061', 'protocol'),
  backend_protocol: oneOf(['HTTP', 'TCP', 'UDP'], '6071', 'backend protocol'),
  sticky_session_type: oneOf(['insert'], '6081', 'sticky_session_type'),
  session_sticky: parseBoolean,
  tcp_draining: parseBoolean,
  admin_state_up: parseBoolean,
  cookie_timeout: integer(1, 1440),
  tcp_timeout: integer(1, 1440),
  udp_timeout: integer(1, 1440),
  tcp_draining_timeout: integer(0, 60),
  ssl_protocols: oneOf(['TLSv1.2', 'TLSv1.2 TLSv1.1 TLSv1']),
  ssl_ciphers: oneOf(['Default', 'Extended', 'Strict']),
  certificate_id: parseCertificate,
  certificates: parseCertificates,
};

export function parseNewListener(
  body: Readonly<Record<string, unknown>>,
  state: ElbState,
): NewListener {
  const absent = REQUIRED.find((name) => body[name] === undefined || body[name] === null);
  if (absent !== undefined) throw missing(absent);
  const fields = parseFields(body, 'create', state);
  if (!isComplete(fields)) throw invalidParameter();
  return fields;
}

function isComplete(fields: ListenerFields): fields is NewListener {
  return REQUIRED.every((name) => fields[name] !== undefined);
}

/** Validates each value by itself. */
export function parseFields(
  body: Readonly<Record<string, unknown>>,
  verb: Verb,
  state: ElbState,
): ListenerFields {
  for (const name of Object.keys(body)) {
    const known = Object.hasOwn(FIELDS, name);
    if (verb === 'update' && (!known || CREATE_ONLY.has(name))) throw notUpdatable();
    if (!known) throw invalidParameter();
  }
  const fields: ListenerFields = {};
  const parse = <K extends FieldName>(name: K): void => {
    const value = body[name];
    const field: Parse<ListenerFields[K]> = FIELDS[name];
    if (value !== undefined && value !== null) fields[name] = field(value, verb, state);
  };
  for (const name of Object.keys(FIELDS).filter(isFieldName)) parse(name);
  return fields;
}

function isFieldName(name: string): name is FieldName {
  return Object.hasOwn(FIELDS, name);
}

export function notUpdatable(): ElbError {
  return new ElbError('ELB.6015', 'This listener property cannot be updated');
}

export function missing(name: string): ElbError {
  return new ElbError('ELB.6001', `Request parameters error, "${name}" is nil.`);
}

function parseName(value: unknown, verb: Verb): string {
  const errors = ERRORS[verb];
  if (typeof value !== 'string') throw new ElbError(...errors.name);
  if ([...value].length > 64) throw new ElbError(...errors.nameLength);
  if (!/^[\p{Script=Han}A-Za-z0-9_-]+$/u.test(value)) throw new ElbError(...errors.name);
  return value;
}

function parseDescription(value: unknown, verb: Verb): string {
  if (typeof value === 'string' && [...value].length <= 128 && !/[<>]/.test(value)) return value;
  throw new ElbError(...ERRORS[verb].description);
}

function parseLoadBalancerId(value: unknown): string {
  if (typeof value === 'string' && /^[0-9a-f]{32}$/.test(value)) return value;
  throw new ElbError('ELB.1020', 'Lb ID is not correct.');
}

function parsePort(value: unknown): number {
  if (isInteger(value, 1, 65_535)) return value;
  throw new ElbError('ELB.6041', 'Request parameters error, listener port is not in 1 ~  65535.');
}

function oneOf(values: readonly string[], code?: string, label = '') {
  return (value: unknown): string => {
    if (typeof value === 'string' && values.includes(value)) return value;
    if (code === undefined) throw invalidParameter();
    throw new ElbError(`ELB.${code}`, `Request parameters error, listener ${label} is not valid.`);
  };
}

function parseBoolean(value: unknown): boolean {
  if (typeof value === 'boolean') return value;
  throw invalidParameter();
}

function integer(min: number, max: number) {
  return (value: unknown): number => {
    if (isInteger(value, min, max)) return value;
    throw invalidParameter();
  };
}

function isInteger(value: unknown, min: number, max: number): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max;
}

function parseCertificate(value: unknown, _verb: Verb, state: ElbState): string {
  if (typeof value !== 'string' || value.length !== 32) {
    throw new ElbError('ELB.5020', 'The certificate ID must be 32 characters.');
  }
  if (!state.certificates.has(value)) {
    throw new ElbError('ELB.5040', 'The certificate does not exist.');
  }
  return value;
}

/** The API reference says String; every client sends a list. Both are accepted. */
function parseCertificates(value: unknown, verb: Verb, state: ElbState): string[] {
  const ids = typeof value === 'string' ? value.split(',').filter((id) => id !== '') : value;
  if (!Array.isArray(ids)) throw invalidParameter();
  return ids.map((id) => parseCertificate(id, verb, state));
}
