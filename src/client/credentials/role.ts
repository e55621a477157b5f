import type { Deps } from '../../deps.ts';
import { Failure, type FailureKind, systemCode } from '../../failure.ts';
import type { Credentials, RoleFailure } from '../../providers/auth.ts';
import type { Provider } from '../../providers/provider.ts';
import type { Settings } from '../../providers/settings.ts';
import { timeLimit } from './limit.ts';

/** Fetches a role's credentials with the vendor's library, which users install themselves. */
export async function fetchRole(
  { id, roles }: Provider,
  settings: Settings,
  { interrupt }: Pick<Deps, 'interrupt'>,
  timeoutMs: number,
): Promise<Credentials> {
  if (roles === undefined) throw new TypeError(`${id} does not support roles`);
  const library = await load(roles.library);
  const limit = timeLimit(interrupt, timeoutMs);
  const outcome = roles.fetch(library, settings);
  // It may still reject after the race was lost to the time limit.
  outcome.catch(() => undefined);
  try {
    return await Promise.race([outcome, aborted(limit)]);
  } catch (error) {
    if (interrupt.aborted) throw new Failure('interrupted', 'interrupted');
    if (limit.aborted) {
      throw new Failure('timeout', `no credentials for the role within ${timeoutMs / 1000}s`, {
        provider: id,
        hint: 'instance roles work on the instance only; allow more time with --timeout',
      });
    }
    // The library's message may quote a response with a secret in it.
    const { what, code } = roles.failure(error);
    const [kind, message, hint] = FAILURES[what];
    throw new Failure(kind, message, {
      provider: id,
      ...(code === undefined ? {} : { code }),
      hint,
    });
  }
}

const FAILURES: Readonly<Record<RoleFailure['what'], readonly [FailureKind, string, string]>> = {
  refused: [
    'auth',
    'the request for credentials of the role was refused',
    'check the role, its trust policy and the credentials that assume it: lbctl profile show',
  ],
  unreachable: [
    'unavailable',
    'the service that issues credentials of the role did not answer',
    'check the network connection, or try again later',
  ],
  unexpected: [
    'internal',
    'the service that issues credentials of the role sent none',
    'check its address, and for a proxy or captive portal',
  ],
  misconfigured: [
    'usage',
    'the settings of the role cannot be used',
    'check the file with the OIDC token, and that the role session lasts 900 seconds or more',
  ],
};

/** Not bundled: resolved at run time, where lbctl is installed. */
async function load(library: string): Promise<unknown> {
  // With these it would trust anybody, or print the requests that it signs.
  delete process.env['NODE_TLS_REJECT_UNAUTHORIZED'];
  delete process.env['DEBUG'];
  try {
    return await import(/* @vite-ignore */ library);
  } catch (error) {
    const code = systemCode(error) ?? '';
    const missing = /^(ERR_MODULE_NOT_FOUND|MODULE_NOT_FOUND)$/.test(code);
    throw new Failure(
      'auth',
      missing
        ? `roles need the package ${library}, which is not installed`
        : `cannot load the package ${library} (${code || 'unknown'})`,
      { hint: `install it beside lbctl: npm install -g ${library}` },
    );
  }
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(new Error('aborted')), { once: true });
  });
}
