import type { Rule, Subject } from '../../../model/rule.ts';
import { HTTP_AND_HTTPS, is, TCP_AND_UDP } from './rows.ts';

export const HEALTH_RULES: readonly Rule[] = [
  {
    id: 'health-check-timeout-below-interval',
    severity: 'warning',
    fields: ['HealthCheckTimeout', 'HealthCheckInterval'],
    summary: 'A HealthCheckTimeout shorter than HealthCheckInterval is replaced by the interval.',
    source: 'CreateLoadBalancerHTTPSListener: HealthCheckTimeout',
    nouns: HTTP_AND_HTTPS,
    check: (subject) => replaced(subject, 'HealthCheckTimeout', 'HealthCheck'),
  },
  {
    id: 'health-check-connect-timeout-below-interval',
    severity: 'warning',
    fields: ['HealthCheckConnectTimeout', 'HealthCheckInterval'],
    summary:
      'A HealthCheckConnectTimeout shorter than HealthCheckInterval is replaced by the interval.',
    source: 'CreateLoadBalancerTCPListener: HealthCheckConnectTimeout',
    nouns: TCP_AND_UDP,
    check: (subject) => replaced(subject, 'HealthCheckConnectTimeout', 'HealthCheckSwitch'),
  },
];

function replaced(subject: Subject, timeout: string, toggle: string): string | undefined {
  const allowed = subject.values[timeout];
  const interval = subject.values['HealthCheckInterval'];
  return typeof allowed === 'number' &&
    typeof interval === 'number' &&
    allowed < interval &&
    !is(subject, toggle, 'off')
    ? `${subject.given(timeout)} is shorter than ${subject.given('HealthCheckInterval')}, so the interval of ${interval} seconds takes effect as the time-out; make it ${interval} seconds or more`
    : undefined;
}
