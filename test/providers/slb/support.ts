import type { ListenerFields } from '../../../src/model/fields.ts';
import { nativeLabels, portableLabels } from '../../../src/model/labels.ts';
import type { Native } from '../../../src/model/listener.ts';
import type { Values } from '../../../src/model/parameter.ts';
import type { LoadBalancerFacts, OperationVerb } from '../../../src/model/rule.ts';
import { validate, validateAgainst } from '../../../src/model/validate.ts';
import type { Violation } from '../../../src/model/violation.ts';
import type { Answer } from '../../../src/providers/call.ts';
import { provider } from '../../../src/providers/slb/index.ts';

export const LB = 'lb-bp1o94dp5i6earr9g6d1l';

/** Minimal valid values of each create request. */
export const LEAST: Readonly<Record<string, Values>> = {
  'https-listener': {
    RegionId: 'cn-hangzhou',
    LoadBalancerId: LB,
    ListenerPort: 443,
    Bandwidth: -1,
    BackendServerPort: 80,
    ServerCertificateId: 'idkp-123-cn-test-01',
    StickySession: 'off',
    HealthCheck: 'on',
  },
  'http-listener': {
    LoadBalancerId: LB,
    ListenerPort: 80,
    BackendServerPort: 8080,
    StickySession: 'off',
    HealthCheck: 'on',
  },
  'tcp-listener': { LoadBalancerId: LB, ListenerPort: 22, Bandwidth: 10, BackendServerPort: 22 },
  'udp-listener': { LoadBalancerId: LB, ListenerPort: 53, Bandwidth: 10, BackendServerPort: 53 },
};

export function without(values: Values, ...names: readonly string[]): Values {
  return Object.fromEntries(Object.entries(values).filter(([name]) => !names.includes(name)));
}

export function check(
  noun: string,
  verb: OperationVerb,
  values: Values,
  given: readonly string[] = Object.keys(values),
  facts?: LoadBalancerFacts,
  before?: Values,
): readonly Violation[] {
  const operation = provider.operation(noun, verb);
  const labels = nativeLabels(operation.parameters, values);
  const draft = {
    operation,
    values,
    given: new Set(given),
    labels,
    ...(before === undefined ? {} : { before }),
  };
  return facts === undefined ? validate(provider, draft) : validateAgainst(provider, draft, facts);
}

export function checkPortable(noun: string, values: Values, fields: ListenerFields) {
  const operation = provider.operation(noun, 'create');
  const labels = portableLabels(provider, operation.parameters, fields, 'flags');
  return validate(provider, { operation, values, given: new Set(Object.keys(values)), labels });
}

export function answer(body: unknown): Answer {
  return { status: 200, headers: {}, body };
}

/** Parses a response about the listener at this place. */
export function described(ref: string, body: Native): Native {
  const reference = provider.reference(ref);
  if ('problem' in reference) throw new Error(reference.problem);
  const calls = provider.calls({ region: undefined, projectId: undefined });
  const [native] = calls.find(reference).parse(answer(body));
  if (native === undefined) throw new Error('no listener');
  return native;
}
