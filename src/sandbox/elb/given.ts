import type { ElbListener, ElbState } from '../model.ts';
import { ElbError, invalidParameter } from './errors.ts';

/** What a request body sets, each value checked by itself. */
export type Given = {
  -readonly [K in Exclude<keyof ElbListener, 'id' | 'create_time' | 'update_time'>]?: Exclude<
    ElbListener[K],
    null
  >;
};

export type Body = Readonly<Record<string, unknown>>;

export const REQUIRED = [
  'name',
  'loadbalancer_id',
  'protocol',
  'port',
  'backend_protocol',
  'backend_port',
  'lb_algorithm',
] as const;

/** The request table of "Modifying a Listener", and the state that its first sentence promises. */
const UPDATABLE: ReadonlySet<string> = new Set([
  'name',
  'description',
  'port',
  'backend_port',
  'lb_algorithm',
  'tcp_timeout',
  'tcp_draining',
  'tcp_draining_timeout',
  'udp_timeout',
  'ssl_protocols',
  'ssl_ciphers',
  'certificate_id',
  'certificates',
  'admin_state_up',
]);

const CREATE_ONLY = [
  'loadbalancer_id',
  'protocol',
  'backend_protocol',
  'session_sticky',
  'sticky_session_type',
  'cookie_timeout',
] as const;

/** Codes and messages: the ELB error-code page, "Adding a listener" and "Modifying a listener". */
const NAME_CODES = {
  create: {
    long: ['ELB.6011', 'Request parameters error, listener name too long.'],
    invalid: ['ELB.6021', 'Request parameters error, listener name is not valid.'],
    description: ['ELB.6031', 'Request parameters error, listener len description too long.'],
  },
  update: {
    long: ['ELB.6025', 'Udpate request parameters error, listener len name too long.'],
    invalid: ['ELB.6035', 'Udpate request parameters error, listener name is not valid.'],
    description: [
      'ELB.6045',
      'Update request parameters error, listener len description too long.',
    ],
  },
} as const;

/**
 * Holds each value against its own rule. Rules between fields are not enforced here but for those
 * that the service is known to enforce: the page's own example breaks one of the others.
 */
export function readGiven(body: Body, verb: 'create' | 'update', state: ElbState): Given {
  for (const key of Object.keys(body)) {
    if (UPDATABLE.has(key)) continue;
    if (verb === 'update') {
      throw new ElbError(400, 'ELB.6015', 'This listener property cannot be updated');
    }
    if (!CREATE_ONLY.some((name) => name === key)) throw invalidParameter();
  }
  const given: Given = {};
  const each = <K extends keyof Given>(key: K, read: (value: unknown) => Given[K]): void => {
    const value = body[key];
    if (value !== undefined && value !== null) given[key] = read(value);
  };
  const codes = NAME_CODES[verb];
  each('name', (value) => {
    if (typeof value !== 'string') throw refusal(codes.invalid);
    if ([...value].length > 64) throw refusal(codes.long);
    if (!/^[\p{Script=Han}A-Za-z0-9_-]+$/u.test(value)) throw refusal(codes.invalid);
    return value;
  });
  each('description', (value) => {
    const valid = typeof value === 'string' && [...value].length <= 128 && !/[<>]/.test(value);
    if (!valid) throw refusal(codes.description);
    return value;
  });
  each('loadbalancer_id', (value) => {
    if (typeof value !== 'string' || !/^[0-9a-f]{32}$/.test(value)) {
      throw new ElbError(400, 'ELB.1020', 'Lb ID is not correct.');
    }
    return value;
  });
  each('port', port);
  each('backend_port', port);
  each('lb_algorithm', oneOf(['roundrobin', 'leastconn', 'source'], '6051', 'lb algorithm'));
  each('protocol', oneOf(['HTTP', 'TCP', 'HTTPS', 'SSL', 'UDP'], '6061', 'protocol'));
  each('backend_protocol', oneOf(['HTTP', 'TCP', 'UDP'], '6071', 'backend protocol'));
  each('sticky_session_type', oneOf(['insert'], '6081', 'sticky_session_type'));
  each('session_sticky', flag);
  each('tcp_draining', flag);
  each('admin_state_up', flag);
  each('cookie_timeout', range(1, 1440));
  each('tcp_timeout', range(1, 1440));
  each('udp_timeout', range(1, 1440));
  each('tcp_draining_timeout', range(0, 60));
  each('ssl_protocols', choice(['TLSv1.2', 'TLSv1.2 TLSv1.1 TLSv1']));
  each('ssl_ciphers', choice(['Default', 'Extended', 'Strict']));
  each('certificate_id', (value) => certificate(value, state));
  each('certificates', (value) => {
    // The page says String; every client sends a list, and a comma-separated string is read too.
    const ids = typeof value === 'string' ? value.split(',').filter((id) => id !== '') : value;
    if (!Array.isArray(ids)) throw invalidParameter();
    return ids.map((id) => certificate(id, state));
  });
  return given;
}

function refusal([code, message]: readonly [string, string]): ElbError {
  return new ElbError(400, code, message);
}

function port(value: unknown): number {
  if (typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= 65_535) {
    return value;
  }
  throw new ElbError(
    400,
    'ELB.6041',
    'Request parameters error, listener port is not in 1 ~  65535.',
  );
}

function oneOf(values: readonly string[], code: string, what: string) {
  return (value: unknown): string => {
    if (typeof value === 'string' && values.includes(value)) return value;
    throw new ElbError(
      400,
      `ELB.${code}`,
      `Request parameters error, listener ${what} is not valid.`,
    );
  };
}

function choice(values: readonly string[]) {
  return (value: unknown): string => {
    if (typeof value === 'string' && values.includes(value)) return value;
    throw invalidParameter();
  };
}

function flag(value: unknown): boolean {
  if (typeof value === 'boolean') return value;
  throw invalidParameter();
}

function range(least: number, most: number) {
  return (value: unknown): number => {
    if (typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most) {
      return value;
    }
    throw invalidParameter();
  };
}

function certificate(value: unknown, state: ElbState): string {
  if (typeof value !== 'string' || value.length !== 32) {
    throw new ElbError(400, 'ELB.5020', 'The certificate ID must be 32 characters.');
  }
  if (!state.certificates.has(value)) {
    throw new ElbError(400, 'ELB.5040', 'The certificate does not exist.');
  }
  return value;
}
