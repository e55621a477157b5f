import { isObject } from '../../model/json.ts';
import type { ErrorReader } from '../calls.ts';
import {
  BUSY,
  final,
  foreignAnswer,
  type Meaning,
  missingLoadBalancer,
  OUTAGE,
  parseJson,
} from '../error-answer.ts';

const LOGGED_OUT: Meaning = {
  ...final('auth', 'the token is invalid or expired; log in again or check the profile'),
  sessionEnded: true,
};

/** Another change is in progress; this one was not made. */
const LOCKED: Meaning = {
  kind: 'unavailable',
  retry: 'never',
  locked: true,
  hint: 'another change of the load balancer is in progress; try again later',
};

/** By what the server says, where the HTTP status is not enough. */
const TEXTS: readonly (readonly [RegExp, Meaning])[] = [
  [/is immutable and cannot be updated|Invalid state PENDING_/i, LOCKED],
  [/already using protocol|already has a (default pool|health monitor)/i, final('conflict')],
  [
    /Quota has been met/i,
    final('conflict', 'the quota is used up; delete something or ask for a larger quota'),
  ],
  [
    /Policy does not allow/i,
    final('auth', 'this user lacks a role such as load-balancer_member in this project'),
  ],
  [
    /Could not retrieve certificate/i,
    final(
      'validation',
      'check the references, and that the load balancer service may read the secrets (their ACL)',
    ),
  ],
];

export const errors: ErrorReader = {
  read({ status, headers, text }) {
    const said = messageOf(text);
    const requestId = headers['x-openstack-request-id'];
    const meaning = meaningOf(status, said?.message);
    return {
      ...meaning,
      ...(meaning.kind === 'validation' ? parameterIn(said?.message) : {}),
      ...(meaning.kind === 'not-found' ? missingLoadBalancer(said?.message) : {}),
      message: said?.message ?? foreignAnswer(status, text, headers['content-type']),
      ...(said?.code === undefined ? {} : { code: said.code }),
      ...(requestId === undefined ? {} : { requestId }),
    };
  },
};

function meaningOf(status: number, message = ''): Meaning {
  const known = TEXTS.find(([pattern]) => pattern.test(message));
  if (known !== undefined && status < 500) return known[1];
  if (status === 429 || (status === 413 && /over.?limit/i.test(message))) return BUSY;
  if (status === 401) return LOGGED_OUT;
  if (status === 403) return final('auth', 'this user lacks the permission in this project');
  if (status === 404) return final('not-found');
  if (status === 409) return final('conflict');
  if (status === 400 && message !== '') return final('validation');
  // A list that is read while something in it is deleted may fail once.
  if (status === 500) return { ...OUTAGE, kind: 'internal' };
  return status === 502 || status === 503 || status === 504 ? OUTAGE : final('internal');
}

/** `faultstring` from the service, `error` from Keystone, plain text from the framework. */
function messageOf(text: string): { readonly message: string; readonly code?: string } | undefined {
  const body = parseJson(text);
  if (!isObject(body)) {
    const plain = text.trim();
    return plain === '' || plain.startsWith('<') || plain.startsWith('{')
      ? undefined
      : { message: plain.replaceAll(/\s+/g, ' ').slice(0, 300) };
  }
  const { faultstring, error, NeutronError: neutron } = body;
  if (typeof faultstring === 'string') return { message: faultstring };
  if (isObject(neutron)) {
    return {
      message: `${neutron['message']} (this is the older API of Neutron; for Open Telekom Cloud and Huawei Cloud use --provider elbv3)`,
      code: String(neutron['type']),
    };
  }
  if (isObject(error) && typeof error['message'] === 'string') return { message: error['message'] };
  const [first] = Object.values(body).filter(isObject);
  return typeof first?.['message'] === 'string' ? { message: first['message'] } : undefined;
}

/** `Invalid input for field/attribute tls_versions. Value: …` */
function parameterIn(message = ''): Pick<Meaning, 'parameter'> {
  const name = /^Invalid input for field\/attribute (\w+)\./.exec(message)?.[1];
  return name === undefined || name.endsWith('_') ? {} : { parameter: name };
}
