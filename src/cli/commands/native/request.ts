import { readFileSync } from 'node:fs';
import { Failure, systemCode, violationFailure } from '../../../failure.ts';
import type { Operation } from '../../../model/catalogue.ts';
import { nativeLabels } from '../../../model/labels.ts';
import type { Violation } from '../../../model/violation.ts';
import type { Change } from '../../../operations/change.ts';
import type { BodyRead, Provider } from '../../../providers/provider.ts';
import type { Reference } from '../../../providers/reference.ts';
import type { Context } from '../../context.ts';
import { readNativeFlags } from '../../native-flags.ts';
import { type Flags, type OptionSpec, textFlag } from '../../option.ts';

export const FROM_FILE: OptionSpec = {
  flag: 'from-file',
  argument: '<file|->',
  complete: 'file',
  summary: 'request body as in the API reference; flags override it',
  group: 'Change',
};

interface NativeInput {
  readonly change: Change;
  readonly region: string | undefined;
  readonly reference: Reference | undefined;
}

/** Reads a native request from `--from-file` and flags; flags take precedence. */
export async function readNative(
  provider: Provider,
  operation: Operation,
  flags: Flags,
  context: Context,
): Promise<NativeInput> {
  const file = textFlag(flags, 'from-file');
  const body =
    file === undefined
      ? { values: {} }
      : await readBody(provider, await readInput(file, context), operation);
  // Validating them as well would report every parameter as missing.
  if ('problems' in body) {
    throw violationFailure(
      body.problems.map((one) => bodyViolation(provider, operation, one.field, one.problem)),
      provider.id,
    );
  }
  const fromFlags = readNativeFlags(operation.parameters, flags);
  const merged = { ...body.values, ...fromFlags };
  const region = merged[provider.regionParameter ?? ''];
  return {
    change: {
      operation,
      values: merged,
      given: new Set(Object.keys(merged)),
      labels: nativeLabels(operation.parameters, merged),
      violations: [],
      verbatim: file !== undefined && Object.keys(fromFlags).length === 0,
    },
    region: typeof region === 'string' && region !== '' ? region : undefined,
    reference: 'reference' in body ? body.reference : undefined,
  };
}

async function readBody(provider: Provider, text: string, operation: Operation): Promise<BodyRead> {
  if (provider.readBody !== undefined) return provider.readBody(text, operation);
  const { readJsonBody } = await import('../../../providers/json-body.ts');
  return readJsonBody(text, operation);
}

async function readInput(file: string, { deps }: Context): Promise<string> {
  if (file === '-') return deps.stdin.read();
  try {
    return readFileSync(file, 'utf8').replace(/^\ufeff/, '');
  } catch (error) {
    const code = systemCode(error) ?? 'unreadable';
    const reason = READ_ERRORS[code] ?? code;
    throw new Failure('usage', `cannot read file ${JSON.stringify(file)}: ${reason}`);
  }
}

const READ_ERRORS: Readonly<Record<string, string>> = {
  ENOENT: 'no such file',
  EISDIR: 'is a directory',
  EACCES: 'permission denied',
};

function bodyViolation(
  provider: Provider,
  operation: Operation,
  name: string,
  problem: string,
): Violation {
  return {
    rule: `${provider.id}/from-file`,
    severity: 'error',
    fields: name === '' ? [] : [name],
    flags: ['--from-file'],
    message: name === '' ? `--from-file: ${problem}` : `--from-file: ${name} ${problem}`,
    source: operation.title,
  };
}
