import type { Client } from '../client/client.ts';
import { Failure } from '../failure.ts';
import type { Violation } from '../model/violation.ts';
import type { Change } from '../operations/change.ts';
import { preflight } from '../operations/change.ts';
import { naturalKey } from '../operations/create.ts';
import { printable } from '../output/printable.ts';
import { warningText } from '../output/problem.ts';
import { type Asked, askChoice, askText, askYesNo, type Option } from './ask.ts';
import type { FormState } from './form-state.ts';

export interface Filled {
  readonly change: Change;
  readonly start: boolean;
  /** Flags that would have said the same. */
  readonly words: readonly string[];
}

/** Who fills in, and what they are told besides the questions. */
export interface Guided extends Asked {
  tell(line: string): void;
}

export interface WizardOptions {
  /** Called at most once, when the cloud has something to tell. */
  connect(): Promise<Client>;
  readonly dryRun: boolean;
  /** Nothing is to be confirmed. */
  readonly yes: boolean;
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
  guided: Guided,
  form: FormState,
  options: WizardOptions,
): Promise<Filled> {
  let connecting: Promise<Client> | undefined;
  const cloud = () => {
    connecting ??= options.connect();
    return connecting;
  };
  for (;;) {
    await askWhatIsMissing(guided, form, cloud);
    const taken = options.preflight ? await lookFirst(form, await cloud()) : undefined;
    if (taken === undefined) break;
    guided.tell(taken.message);
    for (const field of taken.fields.slice(0, 1)) form.forget(field);
  }
  const start =
    options.startable && !options.start
      ? await askYesNo(guided, 'Start the listener once it is created?', true)
      : options.start;
  summarise(guided, form, start);
  const question = options.dryRun ? 'Show the request?' : 'Create this listener?';
  if (!options.yes && !(await askYesNo(guided, question, true))) {
    throw new Failure('interrupted', 'nothing was created');
  }
  return {
    change: form.change(),
    start,
    words: [...form.words(), ...(start ? ['--start'] : [])],
  };
}

async function askWhatIsMissing(
  guided: Guided,
  form: FormState,
  cloud: () => Promise<Client>,
): Promise<void> {
  for (;;) {
    const errors = form.check().filter(({ severity }) => severity === 'error');
    const [first] = errors;
    if (first === undefined) return;
    const missing = errors.flatMap(({ fields }) => fields).find((name) => !form.has(name));
    if (missing !== undefined) {
      await ask(guided, form, missing, cloud);
      continue;
    }
    const [again] = first.fields;
    guided.tell(first.message);
    if (again === undefined) throw new Failure('validation', first.message, { violations: errors });
    form.forget(again);
    await ask(guided, form, again, cloud);
  }
}

async function ask(
  guided: Guided,
  form: FormState,
  name: string,
  cloud: () => Promise<Client>,
): Promise<void> {
  const { flag, summary, values } = form.question(name);
  const message = `${capital(summary)} (${flag})`;
  const options =
    values?.map((value): Option => ({ value, label: value })) ??
    (await offered(guided, form, name, cloud));
  for (;;) {
    const picked = options.length === 0 ? ANOTHER : await askChoice(guided, message, options);
    if (picked === ANOTHER) {
      await askText(guided, { message, problem: (text) => form.answer(name, text.trim()) });
      return;
    }
    const problem = form.answer(name, picked);
    if (problem === undefined) return;
    guided.tell(problem);
  }
}

/** What the cloud has for a field; when it can't be asked, the id is typed. */
async function offered(
  guided: Guided,
  form: FormState,
  name: string,
  cloud: () => Promise<Client>,
): Promise<readonly Option[]> {
  const path = form.path(name);
  if (path === undefined) return [];
  try {
    const connected = await cloud();
    const call = connected.calls.choices?.(path, form.fields());
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
    guided.tell(`warning: cannot list the choices: ${error.message}`);
    return [];
  }
}

/** What only the load balancer itself can tell, while it can still be answered differently. */
async function lookFirst(form: FormState, client: Client): Promise<Violation | undefined> {
  const change = form.change();
  const { loadBalancer } = naturalKey(client.provider, change);
  const found = await preflight(client, change, loadBalancer, change.values);
  return found.find(({ severity }) => severity === 'error');
}

function summarise(guided: Guided, form: FormState, start: boolean): void {
  const rows = [...form.rows(), ...(start ? [['start', 'yes'] as const] : [])];
  const width = Math.max(...rows.map(([label]) => label.length)) + 2;
  guided.tell('');
  for (const [label, value] of rows) guided.tell(`  ${label.padEnd(width)}${value}`);
  for (const warning of form.check()) guided.tell(warningText(warning));
  guided.tell('');
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
