import { withoutUser } from '../../../client/http/endpoint.ts';
import type { StoredProfile } from '../../../profile/parse.ts';
import { whole } from '../../../profile/secrets.ts';
import { authMethodOf } from '../../../providers/auth.ts';
import type { Provider } from '../../../providers/provider.ts';
import { isProviderId, PROVIDERS } from '../../../providers/registry.ts';

export const SECRET = '(set, not shown)';

/** A setting's value for display; undefined when it must not be shown. */
export function displayValue(provider: Provider, name: string, value: string): string | undefined {
  const setting = provider.settings[name];
  if (setting === undefined || setting.secret === true || setting.masked === true) return undefined;
  return URL.canParse(value) ? withoutUser(value).replace(/[?#].*/, '?***') : value;
}

/** A stored profile without its secrets. */
export interface ProfileSummary {
  readonly name: string;
  readonly provider: string | null;
  readonly region: string | null;
  /** Title of the authentication method. */
  readonly credentials: string | null;
  readonly current: boolean;
}

export async function summarize(
  name: string,
  stored: StoredProfile,
  current: string | undefined,
): Promise<ProfileSummary> {
  const id = stored['provider'] ?? '';
  const provider = isProviderId(id) ? await PROVIDERS[id].load() : undefined;
  return {
    name,
    provider: stored['provider'] ?? null,
    region: stored['region'] ?? null,
    credentials: provider === undefined ? null : credentialsOf(provider, stored),
    current: name === current,
  };
}

function credentialsOf(provider: Provider, stored: StoredProfile): string | null {
  const source = provider.settingsSource;
  const reference = source === undefined ? undefined : stored[source.reference];
  if (source !== undefined && reference !== undefined) {
    return `${source.noun} ${reference} of ${source.title}`;
  }
  return authMethodOf(provider.authMethods, whole(stored))?.title ?? null;
}
