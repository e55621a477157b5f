import { expect, it } from 'vitest';
import { canonicalCidr } from '../../../src/providers/octavia/cidr.ts';

it.each([
  ['192.0.2.7/24', '192.0.2.0/24'],
  ['192.0.2.7', '192.0.2.7/32'],
  ['10.1.2.3/255.0.0.0', '10.0.0.0/8'],
  ['10.1.2.3/0.255.255.255', '10.0.0.0/8'],
  ['0.0.0.0/0', '0.0.0.0/0'],
  ['2001:DB8::1', '2001:db8::1/128'],
  ['2001:db8:0:0:1:0:0:1/64', '2001:db8::/64'],
  ['2001:db8:0:0:1:0:0:1', '2001:db8::1:0:0:1/128'],
  ['::/0', '::/0'],
  ['::ffff:192.0.2.1/128', '::ffff:c000:201/128'],
  ['fe80:0:1::/48', 'fe80:0:1::/48'],
  ['no network', 'no network'],
])('%s is returned as %s', (given, returned) => {
  expect(canonicalCidr(given)).toBe(returned);
});
