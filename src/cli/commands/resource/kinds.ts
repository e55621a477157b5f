import type { Kind } from '../../../operations/resources.ts';

/** What listeners refer to, and the columns of its table. */
export interface ShownKind extends Kind {
  readonly columns: readonly string[];
}

export const LOAD_BALANCER: ShownKind = {
  name: 'load balancer',
  paths: ['loadBalancer'],
  columns: ['name', 'address', 'network', 'class', 'status', 'zone'],
};

export const CERTIFICATE: ShownKind = {
  name: 'certificate',
  paths: ['tls.certificate', 'tls.sniCertificates', 'tls.caCertificate'],
  columns: ['name', 'kind', 'domains', 'expires'],
};

export const BACKEND_GROUP: ShownKind = {
  name: 'backend group',
  paths: ['backend.group'],
  detailed: true,
  columns: ['name', 'loadBalancer', 'protocol', 'servers'],
};
