import type { Deps } from '../../deps.ts';
import { Failure, systemCode } from '../../failure.ts';
import type { Credentials } from '../../providers/auth.ts';
import type { Provider } from '../../providers/provider.ts';
import type { Settings } from '../../providers/settings.ts';

/** Fetches a role's credentials with the vendor's library, which users install themselves. */
export async function fetchRole(
  { id, roles }: Provider,
  settings: Settings,
  { interrupt }: Pick<Deps, 'interrupt'>,
  timeoutMs: number,
): Promise<Credentials> {
  if (roles === undefined) throw new TypeError(`${id} does not support roles`);
  const library = await load(roles.library);
  const limit = AbortSignal.any([interrupt, AbortSignal.timeout(timeoutMs)]);
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
    const code = roles.errorCode(error);
    throw new Failure('auth', 'the request for credentials of the role was refused', {
      provider: id,
      ...(code === undefined ? {} : { code }),
      hint: 'check the role, its trust policy and the credentials that assume it: lbctl profile show',
    });
  }
}

/** Not bundled: resolved at run time, where lbctl is installed. */
async function load(library: string): Promise<unknown> {
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
