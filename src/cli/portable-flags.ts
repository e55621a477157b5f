import { type FieldType, field, type ListenerFields, PATHS, type Path } from '../model/fields.ts';
import { OWN_SOURCE } from '../model/own-rules.ts';
import { readTexts } from '../model/values.ts';
import type { Violation } from '../model/violation.ts';
import type { PortableInput } from '../providers/portable-change.ts';
import { completionOf, type Flags, type OptionSpec, textFlags } from './option.ts';

const LIST_KINDS: readonly string[] = ['list', 'tags'];

export function portableOptions(paths: readonly Path[] = PATHS): readonly OptionSpec[] {
  return paths.map((path) => {
    const { flag, argument, type, summary, group } = field(path);
    return {
      flag,
      argument,
      summary,
      group,
      ...valuesOf(type),
      ...(LIST_KINDS.includes(type.kind) ? { repeat: true } : {}),
      ...(type.kind === 'choice' ? { complete: { valuesOf: path } } : completionOf(path)),
    };
  });
}

/** For help and completion. */
function valuesOf(type: FieldType): Pick<OptionSpec, 'values'> {
  if (type.kind !== 'choice' && type.kind !== 'list') return {};
  const values = type.values ?? (type.kind === 'list' ? type.suggestions : undefined);
  return values === undefined ? {} : { values };
}

export function readPortable(flags: Flags): PortableInput {
  const fields: Partial<Record<Path, unknown>> = {};
  const violations: Violation[] = [];
  for (const path of PATHS) {
    const { flag } = field(path);
    const texts = textFlags(flags, flag);
    if (texts.length === 0) continue;
    const read = readTexts(path, texts);
    if ('value' in read) fields[path] = read.value;
    else {
      violations.push({
        rule: `listener/${flag}-value`,
        severity: 'error',
        fields: [path],
        flags: [`--${flag}`],
        message: `--${flag} ${read.problem}`,
        source: OWN_SOURCE,
      });
    }
  }
  return { fields: fields as ListenerFields, violations };
}
