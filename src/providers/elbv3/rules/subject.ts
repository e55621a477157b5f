import type { Subject } from '../../../model/rule.ts';
import { withArticle } from '../../../model/values.ts';
import { textOf } from '../../parts/rules.ts';
import { BACKENDS, CHECKS, plainProtocol } from '../protocols.ts';

/* What several rules ask about a listener. */

/** Empty if it is none of the API's: its value is refused, and nothing else said of it. */
export function protocolOf({ values }: Subject): string {
  const protocol = plainProtocol(values['protocol']);
  return protocol in BACKENDS ? protocol : '';
}

export function isListener(subject: Subject, ...protocols: readonly string[]): boolean {
  return protocols.includes(protocolOf(subject));
}

/** Whether the protocol is known and none of these. */
export function isOther(subject: Subject, protocols: readonly string[]): boolean {
  const protocol = protocolOf(subject);
  return protocol !== '' && !protocols.includes(protocol);
}

export function aListener(subject: Subject): string {
  return `${withArticle(protocolOf(subject))} listener`;
}

/** The protocol of the default backend group, empty as above. */
export function groupProtocol({ values }: Subject): string {
  const protocol = textOf(values['pool.protocol']);
  return protocol in CHECKS ? protocol : '';
}

export function isWeb(protocol: string): boolean {
  return ['HTTP', 'HTTPS', 'GRPC'].includes(protocol);
}
