import { Failure } from '../failure.ts';
import { askChoice } from './ask.ts';
import type { Form } from './form.ts';
import { askAlternative, askField, type WizardContext } from './questions.ts';
import type { Resources } from './resources.ts';

/** Asks for what validation reports as missing, in the order of the form. */
export async function askForMissing(
  context: WizardContext,
  form: Form,
  resources: Resources,
): Promise<void> {
  for (;;) {
    const errors = form.check().filter(({ severity }) => severity === 'error');
    const [first] = errors;
    if (first === undefined) return;
    const [missing] = form
      .names()
      .filter((name) => !form.has(name) && errors.some(({ fields }) => fields.includes(name)));
    if (missing !== undefined) {
      const choice = errors
        .filter(({ fields }) => fields.includes(missing))
        .map((error) => form.alternatives(error))
        .find((names) => names.length > 1 && names.includes(missing));
      const name = choice === undefined ? missing : await askAlternative(context, form, choice);
      await askField(context, form, resources, name, { optional: false });
      continue;
    }
    const [again] = first.fields;
    context.writeStderr(first.message);
    if (again === undefined) throw new Failure('validation', first.message, { violations: errors });
    form.forget(again);
    await askField(context, form, resources, again, { optional: false });
  }
}

interface Menu {
  readonly question: string;
  /** The choice that ends it, which comes first. */
  readonly done: string;
}

const DONE = '\u0000done';

/** Lets the user go through the other settings, one group after the other. */
export async function askForSettings(
  context: WizardContext,
  form: Form,
  resources: Resources,
  { question, done }: Menu,
): Promise<void> {
  for (;;) {
    const groups = groupsOf(form);
    const group = await askChoice(context, question, [
      { value: DONE, label: done },
      ...[...groups].map(([name, fields]) => ({
        value: name,
        label: groupLabel(context, form, name, fields),
        short: name,
      })),
    ]);
    if (group === DONE) return;
    await askForGroup(context, form, resources, group);
    await askForMissing(context, form, resources);
  }
}

/** The group and its fields, as far as the line is wide. */
function groupLabel(
  { deps: { terminal } }: WizardContext,
  form: Form,
  group: string,
  fields: readonly string[],
): string {
  const width = (terminal?.output.columns ?? 80) - 4;
  const flags = fields.map((name) => form.question(name).flag.slice(2)).join(', ');
  const label = `${group.padEnd(16)}${flags}`;
  return label.length <= width ? label : `${label.slice(0, width - 1)}\u2026`;
}

/** The other questions depend on these, so they are not asked again. */
const SETTLED: readonly (string | undefined)[] = ['loadBalancer', 'protocol'];

function groupsOf(form: Form): ReadonlyMap<string, readonly string[]> {
  const groups = new Map<string, string[]>();
  for (const name of form.names()) {
    if (SETTLED.includes(form.path(name)) || (!form.has(name) && !form.applies(name))) continue;
    const group = form.group(name);
    groups.set(group, [...(groups.get(group) ?? []), name]);
  }
  return groups;
}

async function askForGroup(
  context: WizardContext,
  form: Form,
  resources: Resources,
  group: string,
): Promise<void> {
  for (const name of form.names()) {
    if (form.group(name) !== group || SETTLED.includes(form.path(name))) continue;
    // An answer may be what a later field needs, or make it pointless.
    if (form.applies(name)) await askField(context, form, resources, name, { optional: true });
  }
}
