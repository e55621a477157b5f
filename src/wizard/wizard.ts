import type { Context } from '../cli/context.ts';
import type { Client } from '../client/client.ts';
import { Failure } from '../failure.ts';
import type { Violation } from '../model/violation.ts';
import type { Change } from '../operations/change.ts';
import { preflight } from '../operations/change.ts';
import { naturalKey } from '../operations/create.ts';
import { printable } from '../output/printable.ts';
import { warningText } from '../output/problem.ts';
import type { Target } from '../profile/target.ts';
import { askChoice, askText, askYesNo, type Option } from './ask.ts';
import type { FormState } from './form-state.ts';

export interface Filled {
  readonly change: Change;
  readonly start: boolean;
  /** Flags that would have said the same. */
  readonly words: readonly string[];
}

export interface WizardOptions {
  readonly preflight: boolean;
  /** A new listener has to be started, and whether that was said already. */
  readonly startable: boolean;
  readonly start: boolean;
}

const ANOTHER = '\u0000another';

/** True when what is wrong is that something was not said, so that asking helps. */
export function isIncomplete(
  violations: readonly Violation[],
  has: (field: string) => boolean,
): boolean {
  const errors = violations.filter(({ severity }) => severity === 'error');
  return errors.length > 0 && errors.every(({ fields }) => fields.some((field) => !has(field)));
}

/**
 * Asks for what is missing, checks each answer on the spot, shows what it comes to, and has it
 * confirmed. Nothing is sent that changes anything.
 */
export async function fillIn(
  context: Context,
  target: Target,
  formState: FormState,
  options: WizardOptions,
): Promise<Filled> {
  const { globals } = context;
  let connecting: Promise<Client> | undefined;
  const cloud = () => {
    connecting ??= context.connect(target, { reads: true });
    return connecting;
  };
  for (;;) {
    await askWhatIsMissing(context, formState, cloud);
    const taken = options.preflight ? await lookFirst(formState, await cloud()) : undefined;
    if (taken === undefined) break;
    context.tell(taken.message);
    for (const field of taken.fields.slice(0, 1)) formState.forget(field);
  }
  const start =
    options.startable && !options.start
      ? await askYesNo(context, 'Start the listener once it is created?', true)
      : options.start;
  summarise(context, formState, start);
  const question = globals.dryRun ? 'Show the request?' : 'Create this listener?';
  if (!globals.yes && !(await askYesNo(context, question, true))) {
    throw new Failure('interrupted', 'nothing was created');
  }
  return {
    change: formState.change(),
    start,
    words: [...formState.words(), ...(start ? ['--start'] : [])],
  };
}

async function askWhatIsMissing(
  context: Context,
  formState: FormState,
  cloud: () => Promise<Client>,
): Promise<void> {
  for (;;) {
    const errors = formState.check().filter(({ severity }) => severity === 'error');
    const [first] = errors;
    if (first === undefined) return;
    const missing = errors.flatMap(({ fields }) => fields).find((name) => !formState.has(name));
    if (missing !== undefined) {
      await ask(context, formState, missing, cloud);
      continue;
    }
    const [again] = first.fields;
    context.tell(first.message);
    if (again === undefined) throw new Failure('validation', first.message, { violations: errors });
    formState.forget(again);
    await ask(context, formState, again, cloud);
  }
}

async function ask(
  context: Context,
  formState: FormState,
  name: string,
  cloud: () => Promise<Client>,
): Promise<void> {
  const { flag, summary, values } = formState.question(name);
  const message = `${capital(summary)} (${flag})`;
  const options =
    values?.map((value): Option => ({ value, label: value })) ??
    (await offered(context, formState, name, cloud));
  for (;;) {
    const picked = options.length === 0 ? ANOTHER : await askChoice(context, message, options);
    if (picked === ANOTHER) {
      await askText(context, { message, problem: (text) => formState.answer(name, text.trim()) });
      return;
    }
    const problem = formState.answer(name, picked);
    if (problem === undefined) return;
    context.tell(problem);
  }
}

/** What the cloud has for a field; when it can't be asked, the id is typed. */
async function offered(
  context: Context,
  formState: FormState,
  name: string,
  cloud: () => Promise<Client>,
): Promise<readonly Option[]> {
  const path = formState.path(name);
  if (path === undefined) return [];
  try {
    const connected = await cloud();
    const call = connected.calls.choices?.(path, formState.fields());
    if (call === undefined) return [];
    const found = await connected.run(call);
    if (found.length === 0) return [];
    return [
      ...found.map(({ id, label }) => ({
        value: id,
        label: printable(label === '' ? id : `${id}  ${label}`),
      })),
      { value: ANOTHER, label: 'another one\u2026' },
    ];
  } catch (error) {
    if (!(error instanceof Failure) || error.kind === 'interrupted') throw error;
    context.tell(`the choices can\u2019t be fetched: ${error.message}`);
    return [];
  }
}

/** What only the load balancer itself can tell, while it can still be answered differently. */
async function lookFirst(formState: FormState, client: Client): Promise<Violation | undefined> {
  const change = formState.change();
  const { loadBalancer } = naturalKey(client.provider, change);
  const found = await preflight(client, change, loadBalancer, change.values);
  return found.find(({ severity }) => severity === 'error');
}

function summarise(context: Context, formState: FormState, start: boolean): void {
  const rows = [...formState.rows(), ...(start ? [['start', 'yes'] as const] : [])];
  const width = Math.max(...rows.map(([label]) => label.length)) + 2;
  context.tell('');
  for (const [label, value] of rows) context.tell(`  ${label.padEnd(width)}${value}`);
  for (const warning of formState.check()) context.tell(warningText(warning));
  context.tell('');
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
