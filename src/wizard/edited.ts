import { formatYaml, parseYaml, YamlProblem } from '../formats/yaml.ts';
import { parseEntry } from '../manifest/entry.ts';
import { manifestViolation } from '../manifest/finding.ts';
import { fieldsObject } from '../manifest/write.ts';
import type { ListenerFields } from '../model/fields.ts';
import type { Listener, Native } from '../model/listener.ts';
import { withoutEchoes } from '../model/validate.ts';
import type { Violation } from '../model/violation.ts';
import { printable } from '../output/printable.ts';
import type { Provider } from '../providers/provider.ts';
import type { Form } from './form.ts';
import { changedFields, updateForm } from './portable-form.ts';

/** A listener as text for an editor: comments, then YAML. */
export interface EditedText {
  /** Lines of comments at the top. */
  readonly comments: readonly string[];
  readonly yaml: string;
}

export function textOf({ comments, yaml }: EditedText): string {
  return `${comments.map((line) => `# ${printable(line)}`.trimEnd()).join('\n')}\n${yaml}`;
}

export function listenerText({ ref, fields }: Listener): EditedText {
  return {
    comments: [
      `Listener ${ref}`,
      'Save and close the editor to see what would change, and to be asked.',
      'A line that is left out stays as it is. If nothing is changed, nothing is sent.',
      '',
    ],
    yaml: formatYaml(fieldsObject(fields)),
  };
}

/** The same text with its problems at the top. */
export function withProblems(
  original: EditedText,
  yaml: string,
  problems: readonly Violation[],
): EditedText {
  const heading = problems.length === 1 ? 'One problem:' : `${problems.length} problems:`;
  const list = problems.map(({ message, rule }) => `  - ${message} (${rule})`);
  return {
    comments: [...original.comments.slice(0, -1), '', heading, ...list, ''],
    yaml,
  };
}

/** The text without the comments at its top, which may have been edited. */
export function yamlOf(text: string): string {
  const lines = text.replaceAll('\r\n', '\n').split('\n');
  const first = lines.findIndex((line) => !line.startsWith('#'));
  return first < 0 ? '' : lines.slice(first).join('\n');
}

/** The form with the changes, or everything that is wrong with them. */
export function readEdited(
  provider: Provider,
  current: Native,
  yaml: string,
): { readonly form: Form } | { readonly problems: readonly Violation[] } {
  const { fields, violations } = readFields(yaml);
  const before = provider.decode(current).fields;
  const settable = updateForm(provider, current, {}, 'paths').names();
  const fixed = Object.keys(changedFields(before, fields)).filter(
    (path) => !settable.includes(path),
  );
  const others = Object.entries(fields).filter(([path]) => !fixed.includes(path));
  const form = updateForm(provider, current, Object.fromEntries(others), 'paths');
  const known = [
    ...violations,
    ...fixed.map((path) =>
      notEdited(path, 'cannot be changed; it takes another listener: lbctl listener copy --help'),
    ),
  ];
  const found = withoutEchoes(
    known,
    form.check().filter(({ severity }) => severity === 'error'),
  );
  const problems = [...known, ...found];
  return problems.length === 0 ? { form } : { problems };
}

/** The fields that could be read, and what is wrong with the others. */
function readFields(yaml: string): {
  readonly fields: ListenerFields;
  readonly violations: readonly Violation[];
} {
  let documents: readonly unknown[];
  try {
    documents = parseYaml(yaml);
  } catch (error) {
    if (!(error instanceof YamlProblem)) throw error;
    const line = yaml.split('\n')[error.line - 1]?.trim() ?? '';
    const message = `invalid YAML: ${error.message}, at: ${line}`;
    return { fields: {}, violations: [manifestViolation('manifest/syntax', message)] };
  }
  if (documents.length > 1) {
    const message = 'only one listener can be edited at a time';
    return { fields: {}, violations: [manifestViolation('manifest/shape', message)] };
  }
  const { entry, violations: wrong, nulls } = parseEntry(documents[0]);
  const violations = [...wrong, ...nulls];
  const { fields, ...others } = entry;
  const further = Object.keys(others).map((key) =>
    key === 'state'
      ? notEdited(key, 'cannot be edited here; use lbctl listener start or stop')
      : notEdited(key, 'cannot be edited here; leave it out'),
  );
  return { fields, violations: [...violations, ...further] };
}

function notEdited(key: string, problem: string): Violation {
  return manifestViolation('manifest/not-edited', `${key} ${problem}`, [key]);
}
