import type { Subject } from '../../../model/rule.ts';
import { withArticle } from '../../../model/values.ts';
import { plainProtocol } from '../protocols.ts';

/* What several rules ask about a listener. */

export function protocolOf({ values }: Subject): string {
  return plainProtocol(values['protocol']);
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

/** The protocol of the default backend group. */
export function groupProtocol({ values }: Subject): string {
  return typeof values['pool.protocol'] === 'string' ? values['pool.protocol'] : '';
}

export function isWeb(protocol: string): boolean {
  return ['HTTP', 'HTTPS', 'GRPC'].includes(protocol);
}
