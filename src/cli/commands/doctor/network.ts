import { checkEndpoint } from '../../../client/http/endpoint.ts';
import { type HttpResponse, TransportError } from '../../../client/http/send.ts';
import { transportHint } from '../../../client/retry.ts';
import { Failure } from '../../../failure.ts';
import type { Target } from '../../../profile/target.ts';
import { authMethodOf } from '../../../providers/auth.ts';
import type { Context } from '../../context.ts';
import { type Check, failed } from './check.ts';

/** Both clouds refuse signatures from clocks that are further off. */
const TOLERANCE_S = 15 * 60;
const NOTEWORTHY_S = 60;

/** The endpoint, and by one unsigned request to it: DNS, TLS and the time. */
export async function checkNetwork(context: Context, target: Target): Promise<readonly Check[]> {
  let url: string;
  try {
    url = await context.address(target);
  } catch (error) {
    if (error instanceof Failure) return [failed('address', error)];
    throw error;
  }
  const { protocol, host } = new URL(url);
  const source = target.sources['endpoint'] ?? (target.sandbox ? 'sandbox' : 'the region');
  const checks: Check[] = [{ check: 'address', status: 'ok', detail: `${url} (${source})` }];
  const answer = await ask(context, target, url);
  const isTls = protocol === 'https:';
  const fault = answer instanceof TransportError ? answer.fault : undefined;
  const outcome = (check: string, detail: string, bad: boolean): void => {
    checks.push(
      bad && answer instanceof TransportError
        ? failed(check, asFailure(answer))
        : { check, status: 'ok', detail },
    );
  };
  outcome('DNS', host, fault === 'dns');
  if (fault === 'dns') return checks;
  if (isTls && fault === 'tls') outcome('TLS', '', true);
  else outcome('connection', isTls ? 'TLS, trusted' : 'local', fault !== undefined);
  if (!(answer instanceof TransportError)) checks.push(checkClock(answer, context, target));
  return checks;
}

async function ask(
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
  const theirs = Date.parse(headers['date'] ?? '');
  if (Number.isNaN(theirs)) {
    return { check: 'clock', status: 'skipped', detail: 'the endpoint sent no Date header' };
  }
  const seconds = Math.round((deps.now().getTime() - theirs) / 1000);
  const off = Math.abs(seconds);
  if (off <= NOTEWORTHY_S) return { check: 'clock', status: 'ok', detail: `${off} s off` };
  const words = `this machine\u2019s clock is ${off} s ${seconds > 0 ? 'ahead of' : 'behind'} the endpoint\u2019s`;
  const hint = 'set the clock, preferably by NTP';
  // Requests with a login token are not signed, so the time does not matter.
  const kind = authMethodOf(target.provider.authMethods, target.settings)?.kind;
  const signs = kind !== 'token' && kind !== 'login';
  return off > TOLERANCE_S && signs
    ? failed('clock', new Failure('auth', words, { hint }))
    : { check: 'clock', status: 'warning', detail: words, hint };
}
