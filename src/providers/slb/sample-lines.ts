import type { Verb } from '../provider.ts';
import type { SlbProtocol } from './protocols.ts';

const LOAD_BALANCER = 'lb-bp1o94dp5i6earr9g6d1l';

const PORTS: Readonly<Record<SlbProtocol, number>> = { http: 80, https: 443, tcp: 22, udp: 53 };

const CREATES: Readonly<Record<SlbProtocol, string>> = {
  http: '--backend-server-port 8080 --health-check off --sticky-session off',
  https:
    '--backend-server-port 8443 --bandwidth -1 --server-certificate-id idkp-123-cn-test-01 --health-check on --sticky-session on --sticky-session-type insert --cookie-timeout 500',
  tcp: '--backend-server-port 22 --bandwidth -1',
  udp: '--backend-server-port 53 --bandwidth 10',
};

/** Arguments of each verb for help; they work on the sandbox, in this order. */
export function sampleLines(protocol: SlbProtocol): Readonly<Partial<Record<Verb, string>>> {
  const port = PORTS[protocol];
  const ref = `${LOAD_BALANCER}/${protocol}/${port}`;
  return {
    create: `--load-balancer-id ${LOAD_BALANCER} --listener-port ${port} ${CREATES[protocol]}`,
    update: `${ref} --description web`,
    show: ref,
    start: `${ref} --wait`,
    stop: `${ref} --wait`,
    delete: `${ref} --yes`,
  };
}
