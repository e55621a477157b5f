import { type Codec, Refusal } from '../../model/codec.ts';
import type { Value } from '../../model/fields.ts';
import { alternatives, withArticle } from '../../model/values.ts';
import { SESSION_TIMEOUT, SESSION_TYPE } from '../parts/names.ts';
import { ADDING_GROUP } from './pages.ts';

const MODES = { insert: 'HTTP_COOKIE', rewrite: 'APP_COOKIE', 'source-ip': 'SOURCE_IP' } as const;

/** By cookie on http and https, by the client's address elsewhere; `null` is off. */
export const stickyMode: Codec<Value<'stickySession.mode'>> = {
  encode: (mode, { protocol }) => {
    if (mode === 'off') return { [SESSION_TYPE]: null };
    const byCookie = protocol === 'http' || protocol === 'https';
    if (protocol !== undefined && byCookie === (mode === 'source-ip')) {
      const modes = byCookie ? ['off', 'insert', 'rewrite'] : ['off', 'source-ip'];
      return new Refusal(
        'sticky-session-mode',
        `must be ${alternatives(modes)} on ${withArticle(protocol)} listener, not ${mode}`,
        `${ADDING_GROUP}: session_persistence`,
      );
    }
    return { [SESSION_TYPE]: MODES[mode] };
  },
  decode: ({ [SESSION_TYPE]: type }) => {
    if (type === null) return 'off';
    return (Object.keys(MODES) as (keyof typeof MODES)[]).find((mode) => MODES[mode] === type);
  },
};

/** In whole minutes. */
export const stickyTimeout: Codec<number> = {
  encode: (seconds) =>
    seconds % 60 === 0
      ? { [SESSION_TIMEOUT]: seconds / 60 }
      : new Refusal(
          'sticky-timeout-whole-minutes',
          `must be whole minutes on elbv3, not ${seconds}s`,
          `${ADDING_GROUP}: persistence_timeout`,
        ),
  decode: ({ [SESSION_TIMEOUT]: minutes }) =>
    typeof minutes === 'number' ? minutes * 60 : undefined,
};
