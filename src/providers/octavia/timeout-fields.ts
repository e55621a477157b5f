import { type Codec, Refusal } from '../../model/codec.ts';
import type { ParameterValue } from '../../model/parameter.ts';
import { CREATE } from './pages.ts';

const CLIENT = 'timeout_client_data';
const MEMBER = 'timeout_member_data';

/** A connection is silent on both sides, so where it is no request, both time-outs are set. */
export const idleTimeout: Codec<number> = {
  encode: (seconds, { protocol }) => ({
    [CLIENT]: seconds * 1000,
    ...(protocol === 'tcp' || protocol === 'udp' ? { [MEMBER]: seconds * 1000 } : {}),
  }),
  decode: ({ [CLIENT]: client, [MEMBER]: member }, protocol) => {
    const isBoth = protocol === 'tcp' || protocol === 'udp';
    return isBoth && member !== undefined && member !== client ? undefined : secondsOf(client);
  },
};

export const requestTimeout: Codec<number> = {
  encode: (seconds, { protocol }) =>
    protocol === 'tcp' || protocol === 'udp'
      ? new Refusal(
          'request-timeout-protocol',
          `is for http and https listeners only, not for ${protocol}, where the idle time-out sets both`,
          `${CREATE}: ${MEMBER}`,
        )
      : { [MEMBER]: seconds * 1000 },
  decode: ({ [MEMBER]: member }, protocol) =>
    protocol === 'tcp' || protocol === 'udp' ? undefined : secondsOf(member),
};

/** The API counts milliseconds; fractions of a second have no field. */
function secondsOf(value: ParameterValue | undefined): number | undefined {
  return typeof value === 'number' && value % 1000 === 0 ? value / 1000 : undefined;
}
