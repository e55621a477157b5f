import { type AuthMethod, authMethodOf } from '../../../providers/auth.ts';
import type { Provider } from '../../../providers/provider.ts';
import { PROVIDER_IDS, PROVIDERS } from '../../../providers/registry.ts';
import type { Context } from '../../context.ts';

type KnownSettings = Readonly<Record<string, string | undefined>>;

const ELSEWHERE = 'elsewhere';

export async function askProvider(context: Context): Promise<string> {
  const { askChoice } = await import('../../../wizard/ask.ts');
  return askChoice(
    context,
    'Which cloud?',
    PROVIDER_IDS.map((id) => ({ value: id, label: PROVIDERS[id].title })),
  );
}

export async function askMissing(
  context: Context,
  provider: Provider,
  known: KnownSettings,
): Promise<Record<string, string>> {
  const { askChoice, askSecret, askText } = await import('../../../wizard/ask.ts');
  const answers: Record<string, string> = {};
  // Where no region is known, the hosts are not either.
  const hasNoDefaultHost = provider.regions === undefined;
  const ask = async (name: string, optional: boolean) => {
    const setting = provider.settings[name];
    const label = setting?.label ?? name;
    const message = `${label.charAt(0).toUpperCase()}${label.slice(1)}${optional ? ' (optional)' : ''}`;
    const problem = (text: string) =>
      optional || text.trim() !== '' ? undefined : 'a value is required';
    const answer =
      setting?.secret === true
        ? await askSecret(context, { message, problem })
        : await askText(context, { message, problem });
    if (answer.trim() !== '') answers[name] = answer.trim();
  };
  if (known['region'] === undefined && known['endpoint'] === undefined) await askRegion();
  const reference = provider.settingsSource?.reference;
  if (reference !== undefined && known[reference] !== undefined) return answers;
  const method = incompleteMethod(provider, known) ?? (await choose());
  if (method === undefined) return answers;
  for (const name of method.needs) if (known[name] === undefined) await ask(name, false);
  for (const name of method.also ?? []) {
    if (known[name] === undefined && provider.settings[name]?.secret !== true)
      await ask(name, !(name === 'authUrl' && hasNoDefaultHost));
  }
  return answers;

  async function askRegion(): Promise<void> {
    const { regions } = provider;
    // The catalogue of a cloud with one region says it.
    if (regions === undefined) return ask('region', true);
    const choices = regions.map((id) => ({ value: id, label: id }));
    const other = { value: ELSEWHERE, label: 'another one\u2026' };
    const chosen = await askChoice(context, 'Region', [...choices, other]);
    if (chosen === ELSEWHERE) await ask('region', false);
    else answers['region'] = chosen;
  }

  async function choose(): Promise<AuthMethod | undefined> {
    if (authMethodOf(provider.authMethods, known) !== undefined) return undefined;
    const methods = provider.authMethods.map(({ title }) => ({ value: title, label: title }));
    const none = {
      value: ELSEWHERE,
      label: 'none in this profile (use environment variables)',
    };
    const usual = provider.authMethods.find(({ kind }) => kind === 'access-key')?.title;
    const chosen = await askChoice(context, 'Authentication method', [...methods, none], usual);
    return provider.authMethods.find(({ title }) => title === chosen);
  }
}

/** The authentication method that has some of its settings, but not all. */
export function incompleteMethod(provider: Provider, known: KnownSettings): AuthMethod | undefined {
  if (authMethodOf(provider.authMethods, known) !== undefined) return undefined;
  const missing = ({ needs }: AuthMethod) =>
    needs.filter((name) => known[name] === undefined).length;
  return provider.authMethods
    .filter(({ needs }) =>
      needs.some(
        (name) => provider.settings[name]?.identity === 'credential' && known[name] !== undefined,
      ),
    )
    .sort((a, b) => missing(a) - missing(b))[0];
}
