import { readFileSync } from 'node:fs';
import { Failure, systemCode, violationFailure } from '../failure.ts';
import type { Operation } from '../model/catalogue.ts';
import { FIELDS, field, type ListenerFields, PATHS, type Path } from '../model/fields.ts';
import { nativeLabels } from '../model/labels.ts';
import {
  describeType,
  type Parameter,
  type ParameterValue,
  type Values,
} from '../model/parameter.ts';
import { readTexts } from '../model/values.ts';
import type { Violation } from '../model/violation.ts';
import type { Change } from '../operations/change.ts';
import type { PortableInput } from '../operations/portable-change.ts';
import type { BodyRead, Provider } from '../providers/provider.ts';
import type { Reference } from '../providers/reference.ts';
import type { Context } from './context.ts';
import { type Flags, type OptionSpec, textFlag, textFlags } from './option.ts';

export { type PortableInput, portableChange } from '../operations/portable-change.ts';

const LIST_KINDS: readonly string[] = ['list', 'tags'];

/** The portable fields as options. */
export function portableOptions(paths: readonly Path[] = PATHS): readonly OptionSpec[] {
  return paths.map((path) => {
    const { flag, argument, type, summary, group } = field(path);
    return {
      flag,
      argument,
      summary,
      group,
      ...('values' in type && type.values !== undefined ? { values: type.values } : {}),
      ...(LIST_KINDS.includes(type.kind) ? { repeat: true } : {}),
      ...(path === 'loadBalancer' ? { complete: 'load-balancer' as const } : {}),
    };
  });
}

export function readPortable(flags: Flags): PortableInput {
  const fields: Partial<Record<Path, unknown>> = {};
  const violations: Violation[] = [];
  for (const path of PATHS) {
    const { flag } = FIELDS[path];
    const given =
      textFlags(flags, flag) ?? [textFlag(flags, flag)].filter((text) => text !== undefined);
    if (given.length === 0) continue;
    const read = readTexts(path, given);
    if ('value' in read) fields[path] = read.value;
    else {
      violations.push({
        rule: `listener/${flag}-value`,
        severity: 'error',
        fields: [path],
        flags: [`--${flag}`],
        message: `--${flag} ${read.problem}`,
        source: 'the listener model of lbctl',
      });
    }
  }
  return { fields: fields as ListenerFields, violations };
}

/** The parameters of a native request as options. */
export function nativeOptions(parameters: readonly Parameter[]): readonly OptionSpec[] {
  const required = parameters.filter(({ presence }) => presence === 'required');
  const rest = parameters.filter(({ presence }) => presence !== 'required');
  return [...required, ...rest].map((row) => ({
    flag: row.flag,
    summary: nativeSummary(row),
    group: row.presence === 'required' ? 'Required' : 'Parameters',
    ...nativeOptionType(row),
    ...(row.path === 'loadBalancer' ? { complete: 'load-balancer' as const } : {}),
    ...(row.presence === 'create-only' || row.presence === 'identity' ? { hidden: true } : {}),
  }));
}

function nativeSummary({ summary, type, default: preset }: Parameter): string {
  const notes = [
    ...(type.kind === 'integer' ? [describeType(type)] : []),
    ...(preset === undefined ? [] : [`default: ${preset}`]),
  ];
  return notes.length === 0 ? summary : `${summary} (${notes.join('; ')})`;
}

function nativeOptionType({ type }: Parameter): Partial<OptionSpec> {
  switch (type.kind) {
    case 'boolean':
      return { negatable: true };
    case 'integer':
      return { argument: type.unit === undefined ? '<n>' : `<${type.unit}>` };
    case 'choice':
      return { argument: '<value>', values: [...type.values, ...(type.wider?.values ?? [])] };
    case 'list':
      return { argument: '<id>', repeat: true };
    case 'joined':
      return {
        argument: '<list>',
        repeat: true,
        ...(type.item.kind === 'choice' ? { values: type.item.values } : {}),
      };
    case 'tags':
      return { argument: '<key=value>', repeat: true };
    case 'text':
      return { argument: '<text>' };
  }
}

export interface NativeInput {
  readonly change: Change;
  readonly region: string | undefined;
  readonly reference: Reference | undefined;
}

/** A native request from flags and, below them, a file with the vendor's own body. */
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
  // What could not be read can't be checked either: everything would seem to be missing.
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
  const { readJsonBody } = await import('../providers/json-body.ts');
  return readJsonBody(text, operation);
}

/** The parameters that flags give, by name. */
export function readNativeFlags(parameters: readonly Parameter[], flags: Flags): Values {
  const values: Record<string, ParameterValue> = {};
  for (const row of parameters) {
    const read = readNativeFlag(row, flags[row.flag]);
    if (read !== undefined) values[row.name] = read;
  }
  return values;
}

/** A file's text; `-` is standard input. */
export async function readInput(file: string, { deps }: Context): Promise<string> {
  if (file === '-') return deps.stdin.read();
  try {
    return readFileSync(file, 'utf8').replace(/^\ufeff/, '');
  } catch (error) {
    const code = systemCode(error) ?? 'unreadable';
    const why = READ_PROBLEMS[code] ?? code;
    throw new Failure('usage', `the file ${JSON.stringify(file)} can\u2019t be read: ${why}`);
  }
}

const READ_PROBLEMS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EISDIR: 'it is a folder',
  EACCES: 'permission denied',
};

function readNativeFlag(
  row: Parameter,
  given: Flags[string] | undefined,
): ParameterValue | undefined {
  if (given === undefined) return undefined;
  if (typeof given === 'boolean') return given;
  if (typeof given === 'string') return readNativeText(row, given);
  const items = given.flatMap((text) =>
    text === '' ? [] : text.split(',').map((item) => item.trim()),
  );
  if (row.type.kind !== 'tags') return items;
  return Object.fromEntries(
    given.map((text) => {
      const split = text.indexOf('=');
      return split < 0 ? ['', text] : [text.slice(0, split), text.slice(split + 1)];
    }),
  );
}

/** A number that is none stays a text, for validation to say so together with everything else. */
function readNativeText({ type }: Parameter, text: string): ParameterValue {
  if (type.kind === 'integer') return /^-?\d{1,15}$/.test(text) ? Number(text) : text;
  if (type.kind !== 'choice') return text;
  const values = [...type.values, ...(type.wider?.values ?? [])];
  return values.find((value) => value.toLowerCase() === text.toLowerCase()) ?? text;
}

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
