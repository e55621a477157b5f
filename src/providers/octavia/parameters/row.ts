import type { TagsType, TextType } from '../../../model/parameter.ts';
import { type PartRow, partRow } from '../../parts/parameters.ts';

interface Own {
  /** The minor version of the API that brought it: 12 is v2.12. */
  readonly since: number;
}

export type Row = PartRow & Partial<Own>;

export const row = partRow<Own>;

/** What the server's database takes. */
export const MAX_INTEGER = 2_147_483_647;

export function text(max: number): TextType {
  return { kind: 'text', min: 0, max };
}

export function list(item: TextType) {
  return { kind: 'list', item } as const;
}

export const UUID: TextType = {
  kind: 'text',
  min: 1,
  max: 36,
  pattern: /^[0-9a-f]{8}-?([0-9a-f]{4}-?){3}[0-9a-f]{12}$/iu,
  allowed: 'a UUID',
  placeholder: 'id',
};

export const TAGS = list({ ...text(255), placeholder: 'tag' });
export const REF: TextType = { ...text(255), placeholder: 'uri' };
export const MAP: TagsType = { kind: 'tags', max: 100, limits: { key: 255, value: 255 } };

export const CIPHERS: TextType = {
  ...text(2048),
  pattern: /^[A-Za-z0-9\-+!:@=_.]*$/u,
  allowed: 'letters, digits and - + ! : @ = _ .',
};

export const TLS_VERSIONS = list({
  ...text(32),
  pattern: /^(SSLv3|TLSv1(\.[123])?)$/u,
  allowed: 'SSLv3, TLSv1, TLSv1.1, TLSv1.2 or TLSv1.3',
  placeholder: 'version',
});

export const ALPN = list({
  ...text(32),
  pattern: /^(h2|http\/1\.[01])$/u,
  allowed: 'h2, http/1.1 or http/1.0',
  placeholder: 'protocol',
});
