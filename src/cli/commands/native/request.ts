import { readFileSync } from 'node:fs';
import { Failure, systemCode, violationFailure } from '../../../failure.ts';
import type { Operation } from '../../../model/catalogue.ts';
import { nativeLabels } from '../../../model/labels.ts';
import type { Values } from '../../../model/parameter.ts';
import type { Violation } from '../../../model/violation.ts';
import type { Change } from '../../../providers/change.ts';
import type { BodyProblem, BodyRead, Provider } from '../../../providers/provider.ts';
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
  const body: BodyRead =
    file === undefined
      ? { values: {}, problems: [] }
      : await readBody(provider, await readInput(file, context), operation);
  const violations = body.problems.map((one) => bodyViolation(provider, operation, one));
  // Validating as well would report every parameter as missing.
  if (body.problems.some(({ field }) => field === '')) {
    throw violationFailure(violations, provider.id);
  }
  const fromFlags = readNativeFlags(operation.parameters, flags);
  const merged = { ...body.values, ...regionOfFlag(provider, context, body), ...fromFlags };
  const region = merged[provider.regionParameter ?? ''];
  return {
    change: {
      operation,
      values: merged,
      given: new Set(Object.keys(merged)),
      labels: nativeLabels(operation.parameters, merged),
      violations: violations.filter(
        ({ fields: [name = ''] }) => !isOverridden(operation, name, fromFlags),
      ),
      verbatim: file !== undefined && Object.keys(fromFlags).length === 0,
    },
    region: typeof region === 'string' && region !== '' ? region : undefined,
    reference: body.reference,
  };
}

/** `--region` takes precedence over the region in a file. */
function regionOfFlag(
  { regionParameter = '' }: Provider,
  { globals }: Context,
  { values }: BodyRead,
): Values {
  return values[regionParameter] !== undefined && globals.given.has('region')
    ? { [regionParameter]: globals.region ?? '' }
    : {};
}

function isOverridden({ parameters }: Operation, name: string, fromFlags: Values): boolean {
  const row = parameters.find((one) => one.name === name || one.wire === name);
  return row !== undefined && fromFlags[row.name] !== undefined;
}

async function readBody(provider: Provider, text: string, operation: Operation): Promise<BodyRead> {
  if (provider.readBody !== undefined) return provider.readBody(text, operation);
  const { readJsonBody } = await import('../../../providers/from-file/json-body.ts');
  return readJsonBody(text, operation);
}

async function readInput(file: string, { deps }: Context): Promise<string> {
  if (file === '-') return withoutMark(await deps.stdin.read());
  try {
    return withoutMark(readFileSync(file, 'utf8'));
  } catch (error) {
    const code = systemCode(error) ?? 'unreadable';
    const reason = READ_ERRORS[code] ?? code;
    throw new Failure('usage', `cannot read file ${JSON.stringify(file)}: ${reason}`);
  }
}

/** Without the byte order mark that editors on Windows write. */
function withoutMark(text: string): string {
  return text.replace(/^\ufeff/, '');
}

const READ_ERRORS: Readonly<Record<string, string>> = {
  ENOENT: 'no such file',
  EISDIR: 'is a directory',
  EACCES: 'permission denied',
};

function bodyViolation(
  provider: Provider,
  operation: Operation,
  { field: name, problem }: BodyProblem,
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
