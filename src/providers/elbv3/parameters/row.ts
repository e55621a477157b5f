import type { Path } from '../../../model/fields.ts';
import type { ParameterType, Presence, TextType } from '../../../model/parameter.ts';

/** A parameter of the listener, of its backend group (`pool.`) or of its health check (`healthmonitor.`). */
export interface Row {
  readonly name: string;
  readonly type: ParameterType;
  readonly create: Presence;
  readonly update: Presence;
  readonly path: Path | null;
  readonly summary: string;
  readonly default?: string;
  /** Open Telekom Cloud does not document it for requests. */
  readonly huaweiOnly?: true;
  /** Protocols of listeners for which it has an effect; all when absent. */
  readonly on?: readonly string[];
  /** On other listeners the service refuses it, with this source. */
  readonly refusedElsewhere?: string;
}

/** Protocols of listeners, TERMINATED_HTTPS read as HTTPS. */
export const WEB = ['HTTP', 'HTTPS', 'QUIC'] as const;
export const SECURE = ['HTTPS', 'TLS', 'QUIC'] as const;

type Extra = Partial<
  Pick<Row, 'create' | 'update' | 'default' | 'huaweiOnly' | 'on' | 'refusedElsewhere'>
>;

/** Optional on create and update, unless `extra` says otherwise. */
export function row(
  name: string,
  type: ParameterType,
  path: Path | null,
  summary: string,
  extra: Extra = {},
): Row {
  return { name, type, path, summary, create: 'optional', update: 'optional', ...extra };
}

export const CREATE_ONLY = { update: 'create-only' } as const;
export const HUAWEI_ONLY = { huaweiOnly: true } as const;

export const BOOLEAN = { kind: 'boolean' } as const;
export const PORT = { kind: 'integer', min: 1, max: 65_535 } as const;

export function integer(min: number, max: number, unit?: 's' | 'min') {
  return { kind: 'integer', min, max, ...(unit === undefined ? {} : { unit }) } as const;
}

export function choice(...values: readonly string[]) {
  return { kind: 'choice', values } as const;
}

export function text(min: number, max: number): TextType {
  return { kind: 'text', min, max };
}

/** The pages document only lengths; the format keeps paths and queries valid. */
export function id(max = 36): TextType {
  return {
    ...text(1, max),
    pattern: /^[\w-]+$/u,
    allowed: 'letters, digits, hyphens and underscores',
  };
}

export const REASON: TextType = {
  ...text(0, 255),
  pattern: /^[^<>]*$/u,
  allowed: 'anything but < and >',
};

export const HEADER: TextType = {
  ...text(1, 40),
  pattern: /^[A-Za-z0-9_-]*$/u,
  allowed: 'letters, digits, underscores and hyphens',
};

export const PROTECTION = choice('nonProtection', 'consoleProtection');
