import type { Subject } from '../../../model/rule.ts';
import { LAYER_4, LAYER_7, nounOf } from '../protocols.ts';

export const HTTP_AND_HTTPS: readonly string[] = LAYER_7.map(nounOf);
export const TCP_AND_UDP: readonly string[] = LAYER_4.map(nounOf);

export function is(subject: Subject, parameter: string, value: string): boolean {
  return subject.values[parameter] === value;
}
