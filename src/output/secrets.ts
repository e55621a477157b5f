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
  #whole: RegExp | undefined;
  #cut: RegExp | undefined;

  constructor(env: Readonly<Record<string, string | undefined>> = {}) {
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
        this.#changed();
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
    for (const [name, value = ''] of Object.entries(settings)) {
      const { secret, masked } = table[name] ?? {};
      if (secret || masked) this.learn(value);
      if (!secret) this.learnUrl(value);
    }
  }

  /** For what is printed on purpose. */
  forget(...values: readonly string[]): void {
    for (const value of values) this.#known.delete(value);
    this.#changed();
  }

  mask(text: string): string {
    if (this.#known.size === 0) return text;
    this.#whole ??= this.#anyOf(patternOf);
    const masked = text.replace(this.#whole, MASK);
    if (!masked.includes(CUT)) return masked;
    this.#cut ??= this.#anyOf(cutPatternOf);
    return masked.replace(this.#cut, `${MASK}${CUT}`);
  }

  /** Longest first, so that none leaves a rest of another. */
  #anyOf(pattern: (secret: string) => string): RegExp {
    const sorted = [...this.#known].sort((a, b) => b.length - a.length);
    return new RegExp(sorted.map(pattern).join('|'), 'g');
  }

  #changed(): void {
    this.#whole = undefined;
    this.#cut = undefined;
  }
}

/** How a server or an output format may write a value: each character in its own way. */
function patternOf(secret: string): string {
  return `${writings(secret).join('')}|${literal(base64(secret))}`;
}

/** Ends a long value that a message shortens. */
const CUT = '\u2026';
const LONGEST_CUT = 60;

/** The beginning of a secret, where a message cuts it. */
function cutPatternOf(secret: string): string {
  const parts = writings(secret.slice(0, LONGEST_CUT));
  const rest = parts.slice(MIN_LENGTH).reduceRight((inner, part) => `(?:${part}${inner})?`, '');
  return `${parts.slice(0, MIN_LENGTH).join('')}${rest}[%&#;\\\\\\w]{0,6}${CUT}`;
}

function writings(secret: string): readonly string[] {
  return Array.from(secret.toWellFormed(), (character) =>
    /[A-Za-z0-9]/.test(character) ? character : anyWriting(character),
  );
}

function anyWriting(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  const hex = code.toString(16).padStart(4, '0');
  const bytes = [...Buffer.from(character)].map((byte) => byte.toString(16).padStart(2, '0'));
  return `(?:${[
    character === '\\' ? '\\\\{1,4}' : `\\\\{0,3}${literal(character)}`,
    // In YAML, a quote is two.
    ...(character === "'" ? ["''"] : []),
    ...(character === ' ' ? ['\\+'] : []),
    bytes.map((byte) => `%(?:25){0,2}${anyCase(byte)}`).join(''),
    `\\\\{1,3}u${anyCase(hex)}`,
    `&#(?:${code}|x0*${anyCase(code.toString(16))});`,
    ...(ENTITIES[character] ?? []),
  ].join('|')})`;
}

const ENTITIES: Readonly<Record<string, readonly string[]>> = {
  '&': ['&amp;'],
  '<': ['&lt;'],
  '>': ['&gt;'],
  '"': ['&quot;'],
  "'": ['&apos;'],
};

function anyCase(hex: string): string {
  return hex.replace(/[a-f]/g, (digit) => `[${digit}${digit.toUpperCase()}]`);
}

function literal(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
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
