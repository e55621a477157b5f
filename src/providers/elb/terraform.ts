import type { Listener } from '../../model/listener.ts';

/** Terraform has given up this API, so all that can be written is where the listener is. */
export function terraform({ ref, fields }: Listener): string {
  const { name = '', protocol = '', port = '', loadBalancer = '' } = fields;
  return [
    `# Listener ${ref} (${name}, ${protocol} ${port} on ${loadBalancer}):`,
    '# the providers huaweicloud and opentelekomcloud have removed their resources for the classic',
    '# ELB API (v1.0), so Terraform cannot manage it; use lbctl listener export without --format.',
    '',
  ].join('\n');
}
