import { formatYaml, parseYaml, YamlProblem } from '../formats/yaml.ts';
import { parseEntry } from '../manifest/entry.ts';
import { fieldsObject } from '../manifest/write.ts';
import type { ListenerFields } from '../model/fields.ts';
import type { Listener, Native } from '../model/listener.ts';
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
  problems: readonly string[],
): EditedText {
  const heading = problems.length === 1 ? 'One problem:' : `${problems.length} problems:`;
  const list = problems.map((problem) => `  - ${problem}`);
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

/** The form with the changes, or what is wrong with them. */
export function readEdited(
  provider: Provider,
  current: Native,
  yaml: string,
): { readonly form: Form } | { readonly problems: readonly string[] } {
  const read = readFields(yaml);
  if ('problems' in read) return read;
  const before = provider.decode(current).fields;
  const form = updateForm(provider, current, read.fields, 'paths');
  const fixed = Object.keys(changedFields(before, read.fields)).filter(
    (path) => !form.names().includes(path),
  );
  if (fixed.length > 0) {
    return {
      problems: fixed.map(
        (path) => `${path} cannot be changed; it takes another listener: lbctl listener copy`,
      ),
    };
  }
  const errors = form.check().filter(({ severity }) => severity === 'error');
  return errors.length === 0
    ? { form }
    : { problems: errors.map(({ message, rule }) => `${message} (${rule})`) };
}

function readFields(
  yaml: string,
): { readonly fields: ListenerFields } | { readonly problems: readonly string[] } {
  let documents: readonly unknown[];
  try {
    documents = parseYaml(yaml);
  } catch (error) {
    if (!(error instanceof YamlProblem)) throw error;
    const line = yaml.split('\n')[error.line - 1]?.trim() ?? '';
    return { problems: [`invalid YAML: ${error.message}, at: ${line}`] };
  }
  if (documents.length > 1) return { problems: ['only one listener can be edited at a time'] };
  const { entry, violations } = parseEntry(documents[0]);
  const { fields, ...others } = entry;
  const problems = [
    ...violations.map(({ message, rule }) => `${message} (${rule})`),
    ...Object.keys(others).map((key) =>
      key === 'state'
        ? 'state cannot be edited here; use lbctl listener start or stop'
        : `${key} cannot be edited here; leave it out`,
    ),
  ];
  return problems.length === 0 ? { fields } : { problems };
}
