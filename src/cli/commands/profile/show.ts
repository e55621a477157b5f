import { resolveTarget, type Target } from '../../../profile/target.ts';
import { authMethodOf } from '../../../providers/auth.ts';
import { placeOf } from '../../../providers/settings.ts';
import type { Command } from '../../command.ts';
import { placeFlags } from '../../context.ts';
import { displayValue, SECRET } from './summary.ts';

export const command: Command = {
  details:
    'Sources in order of precedence: flags; the profile of --profile or LBCTL_PROFILE; environment ' +
    'variables (LBCTL_*, then the cloud\u2019s own names); the default profile; the configuration ' +
    'of the cloud\u2019s other tools. Secrets are never shown.',
  argument: {
    name: 'profile',
    required: false,
    summary: 'profile to show; the same as --profile',
    complete: 'profile',
  },
  options: [],
  examples: ['lbctl profile show sandbox-elb', 'lbctl profile show --provider slb -o json'],
  async run({ argument }, context) {
    const flags = placeFlags(context.globals);
    const target = await resolveTarget(
      { ...flags, profile: argument ?? flags.profile },
      context.deps,
    );
    for (const warning of target.warnings) context.note(`warning: ${warning}`);
    const { profile, provider, sandbox, sources } = target;
    const entries = Object.keys(provider.settings).flatMap((name) => {
      const value = target.settings[name];
      if (value === undefined) return [];
      return [{ name, value: displayValue(provider, name, value), source: sources[name] ?? '' }];
    });
    const address = addressOf(target);
    const credentials = authMethodOf(provider.authMethods, target.settings)?.title ?? null;
    await context.print.rows({
      columns: [
        { heading: 'SETTING' },
        { heading: 'VALUE', wrapsTo: 36 },
        { heading: 'SOURCE', wrapsTo: 15, dispensable: 1 },
      ],
      rows: [
        ...(profile === undefined ? [] : [['profile', profile, sources['profile'] ?? '']]),
        ['provider', provider.id, sources['provider'] ?? ''],
        ['credentials', credentials ?? 'none', ''],
        ['address', address.url ?? address.problem ?? '', address.source],
        ...entries.map(({ name, value, source }) => [name, value ?? SECRET, source]),
      ],
      document: {
        profile: profile ?? null,
        provider: provider.id,
        sandbox,
        credentials,
        address: { url: address.url ?? null, source: address.source },
        sources: { provider: sources['provider'], profile: sources['profile'] },
        settings: Object.fromEntries(
          entries.map(({ name, value, source }) => [
            name,
            value === undefined ? { set: true, secret: true, source } : { value, source },
          ]),
        ),
      },
    });
    return 0;
  },
};

function addressOf({ provider, sandbox, settings, sources }: Target): {
  readonly url?: string;
  readonly problem?: string;
  readonly source: string;
} {
  if (settings.endpoint !== undefined) {
    const url = displayValue(provider, 'endpoint', settings.endpoint) ?? '';
    return { url, source: sources['endpoint'] ?? '' };
  }
  if (sandbox) return { problem: 'a free local port', source: 'sandbox' };
  const known = provider.endpoint(placeOf(settings));
  if ('catalogue' in known) {
    return { problem: 'in the catalogue of the identity service', source: 'login' };
  }
  return 'url' in known
    ? { url: known.url, source: 'the region' }
    : { problem: known.problem, source: '' };
}
