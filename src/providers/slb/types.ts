import type { ChoiceType, IntegerType, ParameterType, TextType } from '../../model/parameter.ts';

/*
 * Ranges from the vendor's pages. Values that only the page of CreateLoadBalancerHTTPSListener or
 * only the metadata of the official SDKs allows are `wider`: accepted with a warning, since which
 * one is right depends on the version of the service.
 */

export const SWITCH: ChoiceType = { kind: 'choice', values: ['on', 'off'] };

/** The pages document no format for ids. */
export const ID: TextType = {
  kind: 'text',
  min: 1,
  max: 128,
  pattern: /^\S*$/u,
  allowed: 'an id without spaces',
};

/** In a Set request, an empty id removes the reference. */
export const CLEARABLE_ID: TextType = { ...ID, min: 0 };

export const IDS: ParameterType = { kind: 'joined', item: ID };

export const PORT: IntegerType = { kind: 'integer', min: 1, max: 65_535 };

/** Older pages and clients write "the port of the backend" as -520. */
export const CHECK_PORT: IntegerType = { ...PORT, also: -520 };

export const THRESHOLD: IntegerType = { kind: 'integer', min: 2, max: 10 };

/** Only SetLoadBalancerUDPListenerAttribute allows 1. */
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
    pattern: /^(?=.*[^ ])[\p{L}\p{N}\-/._ ]+$/u,
    note: 'has a space or more than 80 characters, which only newer pages and an example allow',
  },
};

/** A filter accepts any characters, unlike a name. */
export const NAME_FILTER: TextType = { kind: 'text', min: 1, max: 256 };

const WLC_NOTE = 'is wlc (weighted least connections), which only older pages list';

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
    note: 'is tls_cipher_policy_1_2_strict_with_1_3, which only newer pages list; some regions may not support it',
  },
  custom: {
    pattern: /^tls-[a-z0-9-]+$/u,
    allowed: 'the id of a custom policy (tls-\u2026)',
    note: 'is the id of a custom policy, which only newer versions of the service have',
  },
};

export const COOKIE: TextType = {
  kind: 'text',
  min: 1,
  max: 200,
  pattern: /^[A-Za-z0-9]+$/u,
  allowed: 'ASCII letters and digits',
};

/** `$_ip` is the private address of the backend. */
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
  // The page of CreateLoadBalancerHTTPSListener has no limits.
  wider: {
    max: Number.POSITIVE_INFINITY,
    pattern: /\S/u,
    note: 'is a path that newer pages do not allow: / and 1 to 79 letters, digits or - / . % ? # &',
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
