import type { Subject } from '../../../model/rule.ts';
import { withArticle } from '../../../model/values.ts';

/* What several rules ask about a listener. */

export function protocolOf({ values }: Subject): string {
  return typeof values['protocol'] === 'string' ? values['protocol'] : '';
}

export function isListener(subject: Subject, ...protocols: readonly string[]): boolean {
  return protocols.includes(protocolOf(subject));
}

/** Whether the protocol is known and none of these. */
export function isOther(subject: Subject, ...protocols: readonly string[]): boolean {
  return protocolOf(subject) !== '' && !isListener(subject, ...protocols);
}

export function aListener(subject: Subject): string {
  return `${withArticle(protocolOf(subject))} listener`;
}

/** The protocol of the default pool; empty if it has none of its own. */
export function poolProtocol({ values }: Subject): string {
  return typeof values['pool.protocol'] === 'string' ? values['pool.protocol'] : '';
}

export function listOf({ values }: Subject, name: string): readonly string[] {
  const value = values[name];
  // Items of the wrong type are reported by themselves.
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}
