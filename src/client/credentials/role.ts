import type { Deps } from '../../deps.ts';
import { Failure, systemCode } from '../../failure.ts';
import type { Credentials } from '../../providers/auth.ts';
import type { Provider } from '../../providers/provider.ts';
import type { Settings } from '../../providers/settings.ts';

/** Credentials of a role, from the vendor's own library where the user has installed it. */
export async function fetchRole(
  { id, roles }: Provider,
  settings: Settings,
  { interrupt }: Pick<Deps, 'interrupt'>,
  timeoutMs: number,
): Promise<Credentials> {
  if (roles === undefined) throw new TypeError(`${id} has no roles`);
  const library = await load(roles.library);
  const limit = AbortSignal.any([interrupt, AbortSignal.timeout(timeoutMs)]);
  const outcome = roles.fetch(library, settings);
  // Whoever loses the race may still fail, and nobody is listening any more.
  outcome.catch(() => undefined);
  try {
    return await Promise.race([outcome, aborted(limit)]);
  } catch (error) {
    if (interrupt.aborted) throw new Failure('interrupted', 'interrupted');
    if (limit.aborted) {
      throw new Failure(
        'timeout',
        `the role\u2019s credentials did not come within ${timeoutMs / 1000}s`,
        {
          provider: id,
          hint: 'a role of the instance can be had on that instance only; --timeout waits longer',
        },
      );
    }
    // What the library says may quote an answer, and an answer may hold a secret.
    const code = roles.errorCode(error);
    throw new Failure('auth', 'the role\u2019s credentials were refused', {
      provider: id,
      ...(code === undefined ? {} : { code }),
      hint: 'check the role, who may take it on, and what it is taken on with: lbctl profile show',
    });
  }
}

/** By a name that is known at run time only, so that it is looked for where lbctl is installed. */
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
        : `the package ${library} can\u2019t be loaded (${code || 'unknown'})`,
      { hint: `install it beside lbctl: npm install -g ${library}` },
    );
  }
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(new Error('aborted')), { once: true });
  });
}
