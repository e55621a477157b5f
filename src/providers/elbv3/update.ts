import type { Native } from '../../model/listener.ts';
import type { Values } from '../../model/parameter.ts';
import { planUpdate as planParts } from '../parts/update.ts';
import type { UpdatePlan } from '../provider.ts';
import { valuesOf, withoutEffect } from './native.ts';
import { ROWS } from './parameters/index.ts';
import { backendProtocol } from './protocols.ts';
import { asReturned } from './wire.ts';

export function planUpdate(current: Native, change: Values, verbatim: boolean): UpdatePlan {
  return planParts(current, change, verbatim, {
    valuesOf,
    withoutEffect,
    asReturned,
    backendProtocol,
    absentIsOff,
  });
}

function absentIsOff(name: string): boolean {
  if (name === 'insert_headers.X-Forwarded-Host') return false;
  const isSwitch = /\.(enable|enable_ipgroup|admin_state_up)$|^insert_headers\./.test(name);
  // What has no effect on a protocol may be returned as null there.
  return isSwitch || ROWS.some((row) => row.name === name && row.on !== undefined);
}
