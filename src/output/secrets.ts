import type { Env } from '../deps.ts';
import { type Credentials, MASK } from '../providers/auth.ts';
import type { Settings, SettingTable } from '../providers/settings.ts';

/** Shorter values may be words of a message. */
const MIN_LENGTH = 6;

/** Names of environment variables with a secret, whichever tool they are for. */
const SECRET_VARIABLE = /(secret|passw(or)?d|token|token_id|_sk|secret_key|private_key)$/i;

const URL_VARIABLE = /(^|_)(proxy|url|uri|endpoint)$/i;

/** The secrets in use, and their removal from all that is printed. */
export class Secrets {
  readonly #known = new Set<string>();
  /** Longest first, so that none leaves a rest of another. */
  #forms: readonly string[] | undefined;

  constructor(env: Env = {}) {
    for (const [name, value = ''] of Object.entries(env)) {
      if (SECRET_VARIABLE.test(name)) this.learn(value);
      else if (URL_VARIABLE.test(name)) this.learnUrl(value);
    }
  }

  learn(...secrets: readonly (string | undefined)[]): void {
    for (const secret of secrets) {
      for (const one of [secret, secret?.trim()]) {
        if (one === undefined || one.length < MIN_LENGTH || this.#known.has(one)) continue;
        this.#known.add(one);
        this.#forms = undefined;
      }
    }
  }

  /** The password of a URL, also as a proxy gets it, and the values of its query. */
  learnUrl(text: string): void {
    const [, user = '', password = ''] = /\/\/([^/?#]*?):([^?#]*)@/.exec(text) ?? [];
    if (password !== '') {
      const [plainUser, plain] = [decoded(user), decoded(password)];
      this.learn(password, plain, base64(`${plainUser}:${plain}`));
    }
    const query = /[?][^#]*/.exec(text)?.[0] ?? '';
    for (const [, value] of new URLSearchParams(query)) this.learn(value);
  }

  learnCredentials(credentials: Credentials | undefined): void {
    if (credentials?.kind === 'token') this.learn(credentials.token);
    if (credentials?.kind === 'access-key') {
      this.learn(credentials.secretKey, credentials.securityToken);
    }
  }

  learnSettings(table: SettingTable, settings: Settings): void {
    for (const [name, { secret, masked }] of Object.entries(table)) {
      const value = settings[name] ?? '';
      if (secret || masked) this.learn(value);
      if (!secret) this.learnUrl(value);
    }
  }

  /** For what is printed on purpose. */
  forget(...values: readonly string[]): void {
    for (const value of values) this.#known.delete(value);
    this.#forms = undefined;
  }

  mask(text: string): string {
    this.#forms ??= [...new Set([...this.#known].flatMap(formsOf))].sort(
      (a, b) => b.length - a.length,
    );
    return this.#forms.reduce((masked, form) => masked.replaceAll(form, MASK), text);
  }
}

/** How a server or an output format may write a value. */
function formsOf(secret: string): readonly string[] {
  const encoded = percentEncoded(secret);
  const twice = encodeURIComponent(encoded);
  const json = JSON.stringify(secret).slice(1, -1);
  return [
    secret,
    encoded,
    encoded.replace(/%[0-9A-F]{2}/g, (code) => code.toLowerCase()),
    encodeURIComponent(secret),
    encoded.replaceAll('%20', '+'),
    twice,
    base64(secret),
    json,
    JSON.stringify(json).slice(1, -1),
    json.replaceAll('/', '\\/'),
    secret.replaceAll("'", "''"),
    secret.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character),
  ];
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

/** As clouds do it, which encode more than JavaScript. */
function percentEncoded(text: string): string {
  return encodeURIComponent(text.toWellFormed()).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function base64(text: string): string {
  return Buffer.from(text).toString('base64');
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
