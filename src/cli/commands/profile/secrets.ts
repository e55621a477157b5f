import { Failure } from '../../../failure.ts';
import { JsonProblem, jsonProblem, readJson } from '../../../formats/json.ts';
import { didYouMean } from '../../../model/suggest.ts';
import type { Provider } from '../../../providers/provider.ts';

/** Parses a JSON object or `name=value` lines. Errors never quote values. */
export function readSecrets(provider: Provider, text: string): Record<string, string> {
  const settings: Record<string, string> = {};
  for (const [given, value] of pairs(text)) {
    const name = Object.keys(provider.settings).find(
      (one) => normalized(one) === normalized(given),
    );
    if (name === undefined) {
      const known = Object.keys(provider.settings);
      // Anything other than a name may be part of a secret.
      const isName = /^[A-Za-z][A-Za-z_-]{0,40}$/.test(given);
      const named = isName ? ` ${JSON.stringify(given)}${didYouMean(given, known)}` : '';
      throw new Failure('usage', `standard input: ${provider.id} has no such setting${named}`, {
        hint: `settings: ${known.join(', ')}`,
      });
    }
    if (value !== '') settings[name] = value;
  }
  if (Object.keys(settings).length === 0) {
    throw new Failure('usage', 'standard input has no settings', { hint: FORM });
  }
  return settings;
}

const FORM = 'expected name=value lines or a JSON object, for example secretKey=\u2026';

function pairs(text: string): readonly (readonly [string, string])[] {
  if (text.trimStart().startsWith('{')) return Object.entries(readObject(text));
  return text
    .replace(/^\ufeff/, '')
    .split(/\r?\n/)
    .flatMap((line, index) => {
      if (line.trim() === '' || line.startsWith('#')) return [];
      const split = line.indexOf('=');
      if (split > 0) return [[line.slice(0, split).trim(), line.slice(split + 1)] as const];
      throw new Failure('usage', `standard input: line ${index + 1} is not name=value`, {
        hint: FORM,
      });
    });
}

function readObject(text: string): Record<string, string> {
  let document: unknown;
  try {
    document = readJson(text);
  } catch (error) {
    if (!(error instanceof JsonProblem)) throw error;
    throw new Failure('usage', jsonProblem('standard input', error), { hint: FORM });
  }
  const entries = Object.entries(Object(document)).map(([name, value]) => {
    if (typeof value === 'string') return [name, value] as const;
    throw new Failure('usage', 'standard input: all values must be strings', { hint: FORM });
  });
  return Object.fromEntries(entries);
}

/** `secretKey`, `secret-key` and `SECRET_KEY` are the same name. */
function normalized(name: string): string {
  return name.replace(/[-_]/g, '').toLowerCase();
}
