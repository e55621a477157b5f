import type { ChoiceType, IntegerType, ParameterType, TextType } from '../../model/parameter.ts';

/*
 * Ranges as the vendor's pages give them. Where the page of CreateLoadBalancerHTTPSListener and the
 * metadata of the official SDKs differ, `wider` is what only one of them allows: accepted, with a
 * warning, since it depends on the age of the service which of them is right.
 */

export const SWITCH: ChoiceType = { kind: 'choice', values: ['on', 'off'] };

/** Any id that the service hands out; its page says nothing about the format. */
export const ID: TextType = { kind: 'text', min: 1, max: 128 };

/** Set requests take an empty id for "none any more". */
export const CLEARABLE_ID: TextType = { ...ID, min: 0 };

export const IDS: ParameterType = { kind: 'joined', item: ID };

export const PORT: IntegerType = { kind: 'integer', min: 1, max: 65_535 };

export const THRESHOLD: IntegerType = { kind: 'integer', min: 2, max: 10 };

/** SetLoadBalancerUDPListenerAttribute is alone in allowing 1. */
export const THRESHOLD_FROM_1: IntegerType = { kind: 'integer', min: 1, max: 10 };

export const TAGS: ParameterType = { kind: 'tags', max: 20 };

export function seconds(min: number, max: number): IntegerType {
  return { kind: 'integer', min, max, unit: 's' };
}

export const BANDWIDTH: IntegerType = {
  kind: 'integer',
  min: 1,
  max: 5000,
  also: -1,
  unit: 'Mbit/s',
  wider: {
    max: 5120,
    note: 'is above 5000, the limit on the page of CreateLoadBalancerHTTPSListener; only newer pages allow up to 5120',
  },
};

export const DESCRIPTION: TextType = {
  kind: 'text',
  min: 1,
  max: 80,
  pattern: /^[\p{L}\p{N}\-/._]+$/u,
  allowed: 'letters, digits, - / . _ and spaces',
  wider: {
    max: 256,
    pattern: /^[\p{L}\p{N}\-/._ ]+$/u,
    note: 'has a space or more than 80 characters; the text of the page excludes that, only its example and newer pages allow it',
  },
};

/** Looked for as it is; a name that no listener can have finds none. */
export const NAME_FILTER: TextType = { kind: 'text', min: 1, max: 256 };

const WLC_NOTE =
  'takes wlc (weighted least connections) by the older pages only; the current ones no longer list it';

export function scheduler(...values: readonly string[]): ChoiceType {
  return { kind: 'choice', values, wider: { values: ['wlc'], note: WLC_NOTE } };
}

export const TLS_POLICY: ChoiceType = {
  kind: 'choice',
  values: [
    'tls_cipher_policy_1_0',
    'tls_cipher_policy_1_1',
    'tls_cipher_policy_1_2',
    'tls_cipher_policy_1_2_strict',
  ],
  wider: {
    values: ['tls_cipher_policy_1_2_strict_with_1_3'],
    note: 'takes tls_cipher_policy_1_2_strict_with_1_3 by newer pages only; not every region may know it',
  },
};

export const COOKIE: TextType = {
  kind: 'text',
  min: 1,
  max: 200,
  pattern: /^[A-Za-z0-9]+$/u,
  allowed: 'ASCII letters and digits',
};

/** `$_ip` stands for the private address of the backend. */
export const CHECK_DOMAIN: TextType = {
  kind: 'text',
  min: 1,
  max: 80,
  pattern: /^(\$_ip|[A-Za-z0-9.-]+)$/u,
  allowed: '$_ip, or letters, digits, . and -',
};

export const CHECK_URI: TextType = {
  kind: 'text',
  min: 1,
  max: 80,
  pattern: /^\/[A-Za-z0-9\-/.%?#&]+$/u,
  allowed: 'a path that begins with /',
  wider: {
    pattern: /^\/[!-~]*$/u,
    note: 'is not what newer pages allow (more than / alone, of letters, digits, - / . % ? # &), though the service itself answers with such paths',
  },
};

export const CHECK_CODES: ParameterType = {
  kind: 'joined',
  item: { kind: 'choice', values: ['http_2xx', 'http_3xx', 'http_4xx', 'http_5xx'] },
};

export const UDP_CHECK_TEXT: TextType = {
  kind: 'text',
  min: 1,
  max: 64,
  pattern: /^[A-Za-z0-9]+$/u,
  allowed: 'letters and digits',
};
