import type { Native } from '../../model/listener.ts';
import { type ParameterValue, sameValue, type Values } from '../../model/parameter.ts';
import type { UpdatePlan } from '../provider.ts';
import { valuesOf } from './native.ts';

/**
 * The API accepts partial updates, so only changed values are sent. A body from a file is sent
 * unchanged if it changes anything.
 */
export function planUpdate(current: Native, change: Values, verbatim: boolean): UpdatePlan {
  const before = valuesOf(current);
  const changed = Object.keys(change).filter((name) => !isSame(before[name], change[name]));
  if (changed.length === 0) return { kind: 'unchanged' };
  const send = verbatim
    ? change
    : Object.fromEntries(Object.entries(change).filter(([name]) => changed.includes(name)));
  return {
    kind: 'change',
    merged: { ...before, ...change },
    send: carryCertificate(before, send),
    changed,
  };
}

/** The page requires certificate_id in every update of HTTPS and SSL listeners. */
export function carryCertificate(before: Values, send: Values): Values {
  const secure = before['protocol'] === 'HTTPS' || before['protocol'] === 'SSL';
  const certificate = before['certificate_id'];
  return secure && send['certificate_id'] === undefined && certificate !== undefined
    ? { ...send, certificate_id: certificate }
    : send;
}

/** The service returns an empty description and an empty list as null. */
function isSame(before: ParameterValue | undefined, after: ParameterValue | undefined): boolean {
  return sameValue(orNull(before), orNull(after));
}

function orNull(value: ParameterValue | undefined): ParameterValue {
  const isEmpty = value === '' || (Array.isArray(value) && value.length === 0);
  return value === undefined || isEmpty ? null : value;
}
