import { checkEndpoint } from '../../../client/http/endpoint.ts';
import { type HttpResponse, TransportError } from '../../../client/http/send.ts';
import { transportHint } from '../../../client/retry.ts';
import { Failure } from '../../../failure.ts';
import type { Target } from '../../../profile/target.ts';
import { authMethodOf } from '../../../providers/auth.ts';
import type { Context } from '../../context.ts';
import { attempt, type Check, failed } from './check.ts';

/** Both clouds reject signatures if the clock is off by more. */
const TOLERANCE_S = 15 * 60;
const NOTEWORTHY_S = 60;

/** Checks DNS, TLS and the clock with one unsigned request to the endpoint. */
export async function checkNetwork(context: Context, target: Target): Promise<readonly Check[]> {
  const url = await attempt(() => context.address(target));
  if (url instanceof Failure) return [failed('address', url)];
  const { protocol, host } = new URL(url);
  const source = target.sources['endpoint'] ?? (target.sandbox ? 'sandbox' : 'the region');
  const address: Check = { check: 'address', status: 'ok', detail: `${url} (${source})` };
  const dns: Check = { check: 'DNS', status: 'ok', detail: host };
  const isTls = protocol === 'https:';
  const response = await probe(context, target, url);
  if (response instanceof TransportError) {
    const failure = asFailure(response);
    if (response.fault === 'dns') return [address, failed('DNS', failure)];
    return [
      address,
      dns,
      failed(isTls && response.fault === 'tls' ? 'TLS' : 'connection', failure),
    ];
  }
  const detail = isTls ? 'TLS, trusted' : 'local';
  const connection: Check = { check: 'connection', status: 'ok', detail };
  return [address, dns, connection, checkClock(response, context, target)];
}

async function probe(
  { deps, globals }: Context,
  { settings }: Target,
  url: string,
): Promise<HttpResponse | TransportError> {
  const { timeoutMs } = globals;
  try {
    return await deps.send(
      { method: 'GET', url: new URL(`${checkEndpoint(url)}/`), headers: {}, body: '' },
      {
        timeoutMs,
        signal: deps.interrupt,
        ...(settings.caFile === undefined ? {} : { caFile: settings.caFile }),
      },
    );
  } catch (error) {
    if (error instanceof TransportError) return error;
    throw error;
  }
}

function asFailure(error: TransportError): Failure {
  const hint = transportHint(error.fault);
  const kind =
    error.fault === 'timeout' || error.fault === 'interrupted' ? error.fault : 'unavailable';
  return new Failure(kind, error.message, hint === undefined ? {} : { hint });
}

function checkClock({ headers }: HttpResponse, { deps }: Context, target: Target): Check {
  const serverTime = Date.parse(headers['date'] ?? '');
  if (Number.isNaN(serverTime)) {
    return { check: 'clock', status: 'skipped', detail: 'the endpoint sent no Date header' };
  }
  const seconds = Math.round((deps.now().getTime() - serverTime) / 1000);
  const off = Math.abs(seconds);
  if (off <= NOTEWORTHY_S) return { check: 'clock', status: 'ok', detail: `${off} s off` };
  const message = `this machine\u2019s clock is ${off} s ${seconds > 0 ? 'ahead of' : 'behind'} the endpoint\u2019s`;
  const hint = 'set the clock, preferably by NTP';
  // Requests with a login token are not signed, so the time does not matter.
  const kind = authMethodOf(target.provider.authMethods, target.settings)?.kind;
  const signs = kind !== 'token' && kind !== 'login';
  return off > TOLERANCE_S && signs
    ? failed('clock', new Failure('auth', message, { hint }))
    : { check: 'clock', status: 'warning', detail: message, hint };
}
