import { quote } from '../../model/values.ts';
import type { Reference } from '../reference.ts';
import { isSlbProtocol, type SlbProtocol } from './protocols.ts';

/** Identifies a listener; SLB listeners have no id. */
export interface ListenerPlace {
  readonly loadBalancer: string;
  readonly protocol: SlbProtocol;
  readonly port: number;
}

const FORMAT = '<load-balancer>/<protocol>/<port>, for example lb-bp1o94dp5i6earr9g6d1l/https/443';

const PORT_MAX = 65_535;

/** Parses `<load-balancer>/<protocol>/<port>`; the protocol may be omitted. */
export function reference(text: string): Reference | { readonly problem: string } {
  const [loadBalancer = '', ...rest] = text.trim().split('/');
  const portText = rest.at(-1) ?? '';
  const port = Number(portText);
  if (!/^[\w.-]+$/.test(loadBalancer) || rest.length < 1 || rest.length > 2) {
    return { problem: `must be ${FORMAT}, not ${quote(text)}` };
  }
  if (!/^\d{1,5}$/.test(portText) || port < 1 || port > PORT_MAX) {
    return { problem: `must end in a port, 1 to ${PORT_MAX}, as in ${FORMAT}` };
  }
  if (rest.length === 1) return { by: 'place', loadBalancer, protocol: undefined, port };
  const protocol = rest[0]?.toLowerCase();
  return isSlbProtocol(protocol)
    ? { by: 'place', loadBalancer, protocol, port }
    : { problem: `must name http, https, tcp or udp, as in ${FORMAT}` };
}
