import type { ListenerFields } from '../../../src/listener/fields.ts';
import type { Native } from '../../../src/listener/listener.ts';
import type { Values } from '../../../src/listener/parameter.ts';
import type { FormVerb, LoadBalancerFacts } from '../../../src/listener/rule.ts';
import { nativeSurface, portableSurface } from '../../../src/listener/surface.ts';
import { validate, validateAgainst } from '../../../src/listener/validate.ts';
import type { Violation } from '../../../src/listener/violation.ts';
import type { Answer } from '../../../src/providers/provider.ts';
import { provider } from '../../../src/providers/slb/index.ts';

export const LB = 'lb-bp1o94dp5i6earr9g6d1l';

/** The least that each create request takes, with nothing to complain about. */
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

/** Absent rather than undefined, as values are everywhere else. */
export function without(values: Values, ...names: readonly string[]): Values {
  return Object.fromEntries(Object.entries(values).filter(([name]) => !names.includes(name)));
}

export function check(
  noun: string,
  verb: FormVerb,
  values: Values,
  given: readonly string[] = Object.keys(values),
  facts?: LoadBalancerFacts,
  before?: Values,
): readonly Violation[] {
  const form = provider.form(noun, verb);
  const surface = nativeSurface(form.parameters, values);
  const draft = {
    form,
    values,
    given: new Set(given),
    surface,
    ...(before === undefined ? {} : { before }),
  };
  return facts === undefined ? validate(provider, draft) : validateAgainst(provider, draft, facts);
}

export function checkPortable(noun: string, values: Values, fields: ListenerFields) {
  const form = provider.form(noun, 'create');
  const surface = portableSurface(provider, fields, 'flags');
  return validate(provider, { form, values, given: new Set(Object.keys(values)), surface });
}

export function answer(body: unknown): Answer {
  return { status: 200, headers: {}, body };
}

/** The one listener that a read of this place gives. */
export function described(ref: string, body: Native): Native {
  const reference = provider.reference(ref);
  if ('problem' in reference) throw new Error(reference.problem);
  const calls = provider.calls({ region: undefined, projectId: undefined });
  const [native] = calls.find(reference).parse(answer(body));
  if (native === undefined) throw new Error('no listener');
  return native;
}
