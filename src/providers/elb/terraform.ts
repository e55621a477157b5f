import { hclComment } from '../../formats/hcl.ts';
import type { Listener } from '../../model/listener.ts';

/** Terraform no longer supports this API, so the output only describes the listener. */
export function terraform({ ref, fields }: Listener): string {
  const { name = '', protocol = '', port = '', loadBalancer = '' } = fields;
  return [
    hclComment(`Listener ${ref} (${name}, ${protocol} ${port} on ${loadBalancer}):`),
    '# the providers huaweicloud and opentelekomcloud have removed their resources for the classic',
    '# ELB API (v1.0), so Terraform cannot manage it; use lbctl listener export without --format.',
    '',
  ].join('\n');
}
