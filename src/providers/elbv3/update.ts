import type { Native } from '../../model/listener.ts';
import type { Values } from '../../model/parameter.ts';
import { planUpdate as planParts } from '../parts/update.ts';
import type { UpdatePlan } from '../provider.ts';
import { valuesOf } from './native.ts';
import { backendProtocol } from './protocols.ts';
import { asReturned } from './wire.ts';

export function planUpdate(current: Native, change: Values, verbatim: boolean): UpdatePlan {
  return planParts(current, change, verbatim, {
    valuesOf,
    asReturned,
    backendProtocol,
    absentIsOff: (name) =>
      /\.(enable|enable_ipgroup|admin_state_up)$|^insert_headers\./.test(name) &&
      name !== 'insert_headers.X-Forwarded-Host',
  });
}
