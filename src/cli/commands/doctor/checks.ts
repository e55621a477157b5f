import type { Client } from '../../../client/client.ts';
import { noCredentials } from '../../../client/identity.ts';
import { Failure } from '../../../failure.ts';
import type { Target } from '../../../profile/target.ts';
import { authMethodOf } from '../../../providers/auth.ts';
import type { Context } from '../../context.ts';
import { shownValue } from '../profile/shown.ts';
import { type Check, failed } from './check.ts';
import { checkFiles } from './files.ts';
import { checkNetwork } from './network.ts';

const OLDEST_NODE = [20, 17] as const;

/** From local to remote; checks that depend on a failed one are skipped. */
export async function checkEverything(context: Context): Promise<readonly Check[]> {
  const { target, check: settled } = await resolve(context);
  const checks = [checkNode(), ...(await checkFiles(context.deps.env)), settled];
  if (target === undefined) return checks;
  checks.push(...checkSettings(target));
  const network = await checkNetwork(context, target);
  checks.push(...network);
  const stopped = network.find(({ status, check }) => status === 'failed' && check !== 'clock');
  if (stopped !== undefined) {
    return [...checks, skipped('authentication', stopped), skipped('API', stopped)];
  }
  return [...checks, ...(await checkCall(await connected(context, target)))];
}

function checkNode(): Check {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const [wantedMajor, wantedMinor] = OLDEST_NODE;
  const fits = major > wantedMajor || (major === wantedMajor && minor >= wantedMinor);
  const detail = `Node ${process.versions.node}`;
  if (fits) return { check: 'Node', status: 'ok', detail };
  const words = `${detail} is too old; ${wantedMajor}.${wantedMinor} or newer is required`;
  return failed('Node', new Failure('usage', words, { hint: 'install a newer Node' }));
}

async function resolve(
  context: Context,
): Promise<{ readonly target?: Target; readonly check: Check }> {
  try {
    const target = await context.target();
    const { profile, provider, sources } = target;
    const named =
      profile === undefined ? 'no profile' : `profile ${profile} (${sources['profile']})`;
    const detail = `${provider.title} (${sources['provider']}), ${named}`;
    return { target, check: { check: 'cloud', status: 'ok', detail } };
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return { check: failed('cloud', error) };
  }
}

function checkSettings(target: Target): readonly Check[] {
  const { provider, settings, sources } = target;
  const found = Object.keys(provider.settings).flatMap((name): Check[] => {
    const value = settings[name];
    if (value === undefined) return [];
    const shown = shownValue(provider, name, value) ?? 'set';
    return [{ check: name, status: 'ok', detail: `${shown} (${sources[name] ?? ''})` }];
  });
  const method = authMethodOf(provider.authMethods, settings);
  const credentials: Check =
    method === undefined
      ? failed('credentials', noCredentials(target))
      : { check: 'credentials', status: 'ok', detail: method.title };
  return [...found, credentials];
}

/** Connecting may include a login and looking up the project. */
async function connected(context: Context, target: Target): Promise<Client | Failure> {
  try {
    return await context.connect(target, { reads: true });
  } catch (error) {
    if (error instanceof Failure) return error;
    throw error;
  }
}

/** One read-only call checks both: a refusal still comes from the right API. */
async function checkCall(cloud: Client | Failure): Promise<readonly Check[]> {
  if (cloud instanceof Failure) {
    const refused = failed('authentication', cloud);
    return [refused, skipped('API', refused)];
  }
  const { title } = cloud.provider;
  try {
    await cloud.run(cloud.calls.probe());
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    if (error.kind !== 'auth') {
      const { status } = error.details;
      const missing =
        status === 404 || error.kind === 'internal'
          ? new Failure('unavailable', `the endpoint does not offer ${title}: ${error.message}`, {
              ...error.details,
              hint: 'check --endpoint and --region',
            })
          : error;
      return [
        { check: 'authentication', status: 'skipped', detail: 'unknown' },
        failed('API', missing),
      ];
    }
    const refused = failed('authentication', error);
    return [refused, skipped('API', refused)];
  }
  return [
    { check: 'authentication', status: 'ok', detail: 'accepted' },
    { check: 'API', status: 'ok', detail: `the endpoint offers ${title}` },
  ];
}

function skipped(check: string, because: Check): Check {
  return { check, status: 'skipped', detail: `${because.check} failed` };
}
