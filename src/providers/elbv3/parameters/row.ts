import type { TextType } from '../../../model/parameter.ts';
import { choice, type PartRow, partRow } from '../../parts/parameters.ts';

interface Own {
  /** Open Telekom Cloud does not document it for requests. */
  readonly huaweiOnly: true;
  /** Protocols of listeners for which it has an effect; all when absent. */
  readonly on: readonly string[];
  /** On other listeners the service refuses it, with this source. */
  readonly refusedElsewhere: string;
  /** But not if it is off, as it is there anyway. */
  readonly mayBeOff: true;
}

export type Row = PartRow & Partial<Own>;

export const row = partRow<Own>;

/** Protocols of listeners, TERMINATED_HTTPS read as HTTPS. */
export const WEB = ['HTTP', 'HTTPS', 'QUIC'] as const;
export const SECURE = ['HTTPS', 'TLS', 'QUIC'] as const;

/** Protocols of listeners whose `keepalive_timeout` is not short. */
export const LONG_IDLE = ['TCP', 'UDP', 'IP'] as const;

export const HUAWEI_ONLY = { huaweiOnly: true } as const;

export const PORT = { kind: 'integer', min: 1, max: 65_535 } as const;

export function text(min: number, max: number): TextType {
  return { kind: 'text', min, max };
}

/** The pages document only lengths; the format keeps paths and queries valid. */
export function id(max = 36): TextType {
  return {
    ...text(1, max),
    pattern: /^[\w-]+$/u,
    allowed: 'letters, digits, hyphens and underscores',
    placeholder: 'id',
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
  placeholder: 'header',
};

export const PROTECTION = choice('nonProtection', 'consoleProtection');
