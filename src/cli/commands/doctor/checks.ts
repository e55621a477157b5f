import { noCredentials } from '../../../client/identity.ts';
import { Failure } from '../../../failure.ts';
import type { Target } from '../../../profile/target.ts';
import { authMethodOf } from '../../../providers/auth.ts';
import type { Context } from '../../context.ts';
import { displayValue } from '../profile/summary.ts';
import { attempt, type Check, failed } from './check.ts';
import { checkFiles } from './files.ts';
import { checkKeyring } from './keyring.ts';
import { checkNetwork } from './network.ts';

const OLDEST_NODE = [20, 17] as const;

/** Runs all checks, from local to remote; a check that depends on a failed one is skipped. */
export async function checkEverything(context: Context): Promise<readonly Check[]> {
  const target = await attempt(() => context.target());
  const local = [
    checkNode(),
    ...(await checkFiles(context.deps.env)),
    await checkKeyring(context.deps),
  ];
  if (target instanceof Failure) return [...local, failed('cloud', target)];
  const network = await checkNetwork(context, target);
  const broken = network.find(({ status, check }) => status === 'failed' && check !== 'clock');
  const remote =
    broken === undefined
      ? await checkCall(context, target)
      : [skipped('authentication', broken), skipped('API', broken)];
  return [...local, cloudCheck(target), ...checkSettings(target), ...network, ...remote];
}

function checkNode(): Check {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const [wantedMajor, wantedMinor] = OLDEST_NODE;
  const fits = major > wantedMajor || (major === wantedMajor && minor >= wantedMinor);
  const detail = `Node ${process.versions.node}`;
  if (fits) return { check: 'Node', status: 'ok', detail };
  const message = `${detail} is too old; ${wantedMajor}.${wantedMinor} or newer is required`;
  return failed('Node', new Failure('usage', message, { hint: 'install a newer Node' }));
}

function cloudCheck({ profile, provider, sources }: Target): Check {
  const from = profile === undefined ? 'no profile' : `profile ${profile} (${sources['profile']})`;
  const detail = `${provider.title} (${sources['provider']}), ${from}`;
  return { check: 'cloud', status: 'ok', detail };
}

function checkSettings(target: Target): readonly Check[] {
  const { provider, settings, sources } = target;
  const found = Object.keys(provider.settings).flatMap((name): Check[] => {
    const value = settings[name];
    if (value === undefined) return [];
    const text = displayValue(provider, name, value) ?? 'set';
    return [{ check: name, status: 'ok', detail: `${text} (${sources[name] ?? ''})` }];
  });
  const method = authMethodOf(provider.authMethods, settings);
  const credentials: Check =
    method === undefined
      ? failed('credentials', noCredentials(target))
      : { check: 'credentials', status: 'ok', detail: method.title };
  return [...found, credentials];
}

/** Connects, which may include a login and looking up the project, and makes one read-only call. */
async function checkCall(context: Context, target: Target): Promise<readonly Check[]> {
  const { title } = target.provider;
  const client = await attempt(() => context.connect(target, { reads: true }));
  if (client instanceof Failure) return unauthenticated(client);
  const failure = await attempt(() => client.run(client.calls.probe()));
  if (!(failure instanceof Failure)) {
    return [
      { check: 'authentication', status: 'ok', detail: 'accepted' },
      { check: 'API', status: 'ok', detail: `the endpoint offers ${title}` },
    ];
  }
  const { kind, message, details } = failure;
  if (kind === 'auth') return unauthenticated(failure);
  const isOtherApi = details.status === 404 || kind === 'internal';
  const hint = 'check --endpoint and --region';
  const missing = `the endpoint does not offer ${title}: ${message}`;
  return [
    { check: 'authentication', status: 'skipped', detail: 'unknown' },
    failed('API', isOtherApi ? new Failure('unavailable', missing, { ...details, hint }) : failure),
  ];
}

function unauthenticated(failure: Failure): readonly Check[] {
  const check = failed('authentication', failure);
  return [check, skipped('API', check)];
}

function skipped(check: string, cause: Check): Check {
  return { check, status: 'skipped', detail: `${cause.check} failed` };
}
