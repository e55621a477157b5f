import type { Client } from '../client/client.ts';
import { Failure } from '../failure.ts';
import type { Violation } from '../model/violation.ts';
import type { Change } from '../operations/change.ts';
import { preflight } from '../operations/change.ts';
import { labelOf, listChoices } from '../operations/choices.ts';
import { naturalKey } from '../operations/create.ts';
import { printable } from '../output/printable.ts';
import { warningText } from '../output/problem.ts';
import { askChoice, askText, askYesNo, type Choice, type PromptContext } from './ask.ts';
import type { FormState } from './form-state.ts';

export interface Filled {
  readonly change: Change;
  readonly start: boolean;
  /** The equivalent flags. */
  readonly words: readonly string[];
}

export interface WizardContext extends PromptContext {
  writeStderr(line: string): void;
}

export interface WizardOptions {
  /** Called at most once, and only if the cloud is needed. */
  connect(): Promise<Client>;
  readonly dryRun: boolean;
  readonly yes: boolean;
  readonly preflight: boolean;
  /** New listeners are stopped until they are started. */
  readonly startable: boolean;
  /** `--start` was given. */
  readonly start: boolean;
}

const ANOTHER = '\u0000another';

/** Whether every error concerns a missing field, so that asking helps. */
export function isIncomplete(
  violations: readonly Violation[],
  has: (field: string) => boolean,
): boolean {
  const errors = violations.filter(({ severity }) => severity === 'error');
  return errors.length > 0 && errors.every(({ fields }) => fields.some((field) => !has(field)));
}

/** Asks for missing fields, shows a summary and asks for confirmation. Sends only read-only calls. */
export async function fillIn(
  context: WizardContext,
  form: FormState,
  options: WizardOptions,
): Promise<Filled> {
  let client: Promise<Client> | undefined;
  const connect = () => {
    client ??= options.connect();
    return client;
  };
  for (;;) {
    await askForMissing(context, form, connect);
    const error = options.preflight ? await preflightError(form, await connect()) : undefined;
    if (error === undefined) break;
    context.writeStderr(error.message);
    for (const field of error.fields.slice(0, 1)) form.forget(field);
  }
  const start =
    options.startable && !options.start
      ? await askYesNo(context, 'Start the listener once it is created?', true)
      : options.start;
  summarise(context, form, start);
  const question = options.dryRun ? 'Show the request?' : 'Create this listener?';
  if (!options.yes && !(await askYesNo(context, question, true))) {
    throw new Failure('interrupted', 'nothing was created');
  }
  return {
    change: form.change(),
    start,
    words: [...form.words(), ...(start ? ['--start'] : [])],
  };
}

async function askForMissing(
  context: WizardContext,
  form: FormState,
  connect: () => Promise<Client>,
): Promise<void> {
  for (;;) {
    const errors = form.check().filter(({ severity }) => severity === 'error');
    const [first] = errors;
    if (first === undefined) return;
    const missing = errors.flatMap(({ fields }) => fields).find((name) => !form.has(name));
    if (missing !== undefined) {
      await ask(context, form, missing, connect);
      continue;
    }
    const [again] = first.fields;
    context.writeStderr(first.message);
    if (again === undefined) throw new Failure('validation', first.message, { violations: errors });
    form.forget(again);
    await ask(context, form, again, connect);
  }
}

async function ask(
  context: WizardContext,
  form: FormState,
  name: string,
  connect: () => Promise<Client>,
): Promise<void> {
  const { flag, summary, values } = form.question(name);
  const message = `${capital(summary)} (${flag})`;
  const options =
    values?.map((value): Choice => ({ value, label: value })) ??
    (await cloudChoices(context, form, name, connect));
  for (;;) {
    const answer = options.length === 0 ? ANOTHER : await askChoice(context, message, options);
    if (answer === ANOTHER) {
      await askText(context, { message, problem: (text) => form.answer(name, text.trim()) });
      return;
    }
    const problem = form.answer(name, answer);
    if (problem === undefined) return;
    context.writeStderr(problem);
  }
}

/** The resources of the cloud to choose from; none if they cannot be listed, so the id is typed. */
async function cloudChoices(
  context: WizardContext,
  form: FormState,
  name: string,
  connect: () => Promise<Client>,
): Promise<readonly Choice[]> {
  const path = form.path(name);
  if (path === undefined) return [];
  try {
    const found = (await listChoices(await connect(), path, form.fields())) ?? [];
    if (found.length === 0) return [];
    return [
      ...found.map((one) => ({
        value: one.id,
        label: printable(`${one.id}  ${labelOf(one)}`.trimEnd()),
      })),
      { value: ANOTHER, label: 'another one\u2026' },
    ];
  } catch (error) {
    if (!(error instanceof Failure) || error.kind === 'interrupted') throw error;
    context.writeStderr(`warning: cannot list the choices: ${error.message}`);
    return [];
  }
}

async function preflightError(form: FormState, client: Client): Promise<Violation | undefined> {
  const change = form.change();
  const { loadBalancer } = naturalKey(client.provider, change);
  const found = await preflight(client, change, loadBalancer, change.values);
  return found.find(({ severity }) => severity === 'error');
}

function summarise(context: WizardContext, form: FormState, start: boolean): void {
  const rows = [...form.rows(), ...(start ? [['start', 'yes'] as const] : [])];
  const width = Math.max(...rows.map(([label]) => label.length)) + 2;
  context.writeStderr('');
  for (const [label, value] of rows) context.writeStderr(`  ${label.padEnd(width)}${value}`);
  for (const warning of form.check()) context.writeStderr(warningText(warning));
  context.writeStderr('');
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
