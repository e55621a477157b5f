import { type Codec, Refusal } from '../../model/codec.ts';
import type { Value } from '../../model/fields.ts';
import { alternatives, withArticle } from '../../model/values.ts';
import { SESSION_TYPE } from '../parts/names.ts';
import { CREATE_POOL } from './pages.ts';

const MODES = { insert: 'HTTP_COOKIE', rewrite: 'APP_COOKIE', 'source-ip': 'SOURCE_IP' } as const;

/** By cookie on http and https, by the client's address everywhere; `null` is off. */
export const stickyMode: Codec<Value<'stickySession.mode'>> = {
  encode: (mode, { protocol }) => {
    if (mode === 'off') return { [SESSION_TYPE]: null };
    const byCookie = protocol === undefined || protocol === 'http' || protocol === 'https';
    return byCookie || mode === 'source-ip'
      ? { [SESSION_TYPE]: MODES[mode] }
      : new Refusal(
          'sticky-session-mode',
          `must be ${alternatives(['off', 'source-ip'])} on ${withArticle(protocol)} listener, not ${mode}`,
          `${CREATE_POOL}: session_persistence`,
        );
  },
  decode: ({ [SESSION_TYPE]: type }) => {
    if (type === null) return 'off';
    return (Object.keys(MODES) as (keyof typeof MODES)[]).find((mode) => MODES[mode] === type);
  },
};
