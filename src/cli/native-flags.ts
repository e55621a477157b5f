import { type Default, describeDefault } from '../model/default.ts';
import {
  type ChoiceType,
  choicesOf,
  describeType,
  type Parameter,
  type Values,
} from '../model/parameter.ts';
import { readParameter } from '../model/parameter-text.ts';
import { completionOf, type Flags, type OptionSpec, textFlags } from './option.ts';

export function nativeOptions(parameters: readonly Parameter[]): readonly OptionSpec[] {
  const required = parameters.filter(({ presence }) => presence === 'required');
  const rest = parameters.filter(({ presence }) => presence !== 'required');
  return [...required, ...rest].map((row) => ({
    flag: row.flag,
    summary: nativeSummary(row),
    group: row.presence === 'required' ? 'Required' : 'Parameters',
    ...nativeOptionType(row),
    ...completionOf(row.path),
    ...(row.presence === 'create-only' || row.presence === 'identity' ? { hidden: true } : {}),
  }));
}

function nativeSummary({ summary, type, presence, default: preset }: Parameter): string {
  const notes = [
    ...(type.kind === 'integer' ? [describeType(type)] : []),
    ...(type.kind === 'choice' ? meanings(type) : []),
    ...(preset === undefined || presence === 'required' ? [] : [`default: ${shortened(preset)}`]),
  ];
  return notes.length === 0 ? summary : `${summary} (${notes.join('; ')})`;
}

const LONGEST_DEFAULT = 80;

/** A list of ciphers would fill the help; the reference has the whole. */
function shortened(preset: Default): string {
  const text = describeDefault(preset);
  return text.length <= LONGEST_DEFAULT ? text : `${text.slice(0, 40)}…`;
}

/** `Strict: ECDHE-RSA-AES256-GCM-SHA384:…`. */
function meanings({ meanings: texts = {} }: ChoiceType): readonly string[] {
  return Object.entries(texts).map(([value, text]) => `${value}: ${text}`);
}

function nativeOptionType({ type }: Parameter): Partial<OptionSpec> {
  switch (type.kind) {
    case 'boolean':
      return { negatable: true };
    case 'integer':
      return { argument: type.unit === undefined ? '<n>' : `<${type.unit}>` };
    case 'choice':
      return { argument: '<value>', values: choicesOf(type) };
    case 'list':
      return { argument: `<${type.item.placeholder ?? 'id'}>`, repeat: true };
    case 'joined':
      return {
        argument: '<list>',
        repeat: true,
        ...(type.item.kind === 'choice' ? { values: type.item.values } : {}),
      };
    case 'tags':
      return { argument: '<key=value>', repeat: true };
    case 'text':
      return { argument: `<${type.placeholder ?? 'text'}>` };
  }
}

/** The parameters given as flags, by name. */
export function readNativeFlags(parameters: readonly Parameter[], flags: Flags): Values {
  return Object.fromEntries(
    parameters.flatMap(({ name, flag, type }) => {
      const texts = textFlags(flags, flag);
      return texts.length === 0 ? [] : [[name, readParameter(type, texts)]];
    }),
  );
}
