import { run } from '../program.ts';
import type { Random } from './random.ts';
import type { Kind } from './values.ts';

/** What a dry run answers: its problems by rule, and what it would send. */
export interface Answer {
  readonly code: number;
  readonly rules: readonly string[];
  readonly sent: Readonly<Record<string, unknown>> | undefined;
  /** Of all requests. */
  readonly bodies: readonly unknown[];
}

interface Violation {
  readonly rule: string;
  readonly severity: string;
}

export async function ask(
  argv: readonly string[],
  stdin: string | undefined,
  env: Readonly<Record<string, string>>,
): Promise<Answer> {
  const { code, stdout, stderr } = await run(
    [...argv, '--dry-run', '--no-preflight', '-o', 'json'],
    {
      env,
      ...(stdin === undefined ? {} : { stdin }),
    },
  );
  if (code !== 0) {
    const { error } = JSON.parse(stderr.slice(stderr.indexOf('{')));
    return {
      code,
      rules: spoken(error.violations ?? [error.message]),
      sent: undefined,
      bodies: [],
    };
  }
  const { requests, warnings } = JSON.parse(stdout);
  const [request] = requests;
  const bodies = requests.map(({ body }: { body?: unknown }) => body);
  return { code, rules: spoken(warnings), sent: request?.body ?? request?.query, bodies };
}

function spoken(violations: readonly (Violation | string)[]): readonly string[] {
  return violations
    .map((one) => (typeof one === 'string' ? one : `${one.severity} ${one.rule.split('/')[1]}`))
    .toSorted();
}

/** Rules with their severities, as `ask` has them. */
export function expected(verdicts: ReadonlyMap<string, string>): readonly string[] {
  return [...verdicts].map(([rule, severity]) => `${severity} ${rule}`).toSorted();
}

/** Splits values into a body and flags; the flags win, and mean what their text means. */
export function throughFlags(
  values: Readonly<Record<string, unknown>>,
  kinds: Readonly<Record<string, { readonly kind: Kind; readonly flag: string } | undefined>>,
  random: Random,
) {
  const meant: Record<string, unknown> = {};
  const body: Record<string, unknown> = {};
  const words: string[] = [];
  for (const [name, value] of Object.entries(values)) {
    const row = kinds[name];
    const isPlain = ['string', 'number', 'boolean'].includes(typeof value);
    if (row === undefined || !isPlain || random.chance(0.5)) {
      body[name] = value;
      meant[name] = value === null ? null : (row?.kind.read(value) ?? value);
      continue;
    }
    if (row.kind.samples.includes(false) && typeof value === 'boolean') {
      words.push(value ? `--${row.flag}` : `--no-${row.flag}`);
      meant[name] = value;
      continue;
    }
    // A boolean flag takes nothing else.
    if (row.kind.samples.includes(false)) {
      body[name] = value;
      meant[name] = value;
      continue;
    }
    words.push(`--${row.flag}`, String(value));
    meant[name] = row.kind.fromFlag(String(value));
  }
  return { meant, body, words };
}
