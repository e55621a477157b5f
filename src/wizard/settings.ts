import { Failure } from '../failure.ts';
import type { Violation } from '../model/violation.ts';
import { askChoice } from './ask.ts';
import { demandFor, type Form } from './form.ts';
import { askAlternative, askField, type WizardContext } from './questions.ts';
import type { Resources } from './resources.ts';

/** Asks for what validation reports as missing, in the order of the form. */
export async function askForMissing(
  context: WizardContext,
  form: Form,
  resources: Resources,
  checkPlace?: () => Promise<Violation | undefined>,
): Promise<void> {
  let isChecked = checkPlace === undefined;
  for (;;) {
    const errors = form.check().filter(({ severity }) => severity === 'error');
    const [first] = errors;
    if (first === undefined) return;
    const missing = firstMissing(form, errors);
    if (!isChecked && hasPlace(form)) {
      const taken = await checkPlace?.();
      isChecked = taken === undefined;
      if (taken !== undefined) await askAgain(context, form, resources, taken);
      continue;
    }
    if (missing === undefined) await askAgain(context, form, resources, first);
    else if (!hasAnswer(form, missing)) await askAgain(context, form, resources, missing.error);
    else await askForOne(context, form, resources, missing);
  }
}

const PLACE: readonly (string | undefined)[] = ['loadBalancer', 'protocol', 'port'];

/** Whether it is known where the listener will be. */
function hasPlace(form: Form): boolean {
  return form
    .names()
    .filter((name) => PLACE.includes(form.path(name)))
    .every(form.has);
}

interface Missing {
  readonly name: string;
  readonly error: Violation;
}

function firstMissing(form: Form, errors: readonly Violation[]): Missing | undefined {
  const mended = errors.map((error) => ({ error, remedies: form.remedies(error) }));
  for (const name of form.names()) {
    const found = mended.find(({ remedies }) => remedies.includes(name));
    if (found !== undefined) return { name, error: found.error };
  }
  return undefined;
}

/** Whether there is a choice left at all. */
function hasAnswer(form: Form, { name }: Missing): boolean {
  return form.question(name).values?.length !== 0;
}

async function askForOne(
  context: WizardContext,
  form: Form,
  resources: Resources,
  { name, error }: Missing,
): Promise<void> {
  const choice = form.alternatives(error);
  const canGoBack = choice.length > 1 && choice.includes(name);
  const chosen = canGoBack ? await askAlternative(context, form, choice) : name;
  await askField(context, form, resources, chosen, { demand: error.message, canGoBack });
}

/** Takes back the answer that an error is about, and asks for it again if it is needed or useful. */
export async function askAgain(
  context: WizardContext,
  form: Form,
  resources: Resources,
  error: Violation,
): Promise<void> {
  context.writeStderr(error.message);
  const wrong = form.culprit(error);
  if (wrong === undefined) {
    throw new Failure('validation', error.message, { violations: [error] });
  }
  form.forget(wrong);
  const demand = demandFor(form, wrong);
  if (demand === undefined && !form.applies(wrong)) return;
  await askField(context, form, resources, wrong, { demand, again: true });
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
  let last: string | undefined;
  for (const name of form.names()) {
    if (form.group(name) !== group || SETTLED.includes(form.path(name))) continue;
    // An answer may be what a later field needs, or make it pointless.
    if (!form.applies(name)) continue;
    const demand = demandFor(form, name);
    const canGoBack = demand !== undefined && last !== undefined;
    await askField(context, form, resources, name, { demand, canGoBack });
    if (canGoBack && last !== undefined && demandFor(form, name) !== undefined) {
      form.forget(last);
      return askForGroup(context, form, resources, group);
    }
    last = name;
  }
}
