import type { Client } from '../client/client.ts';
import { declined, Failure } from '../failure.ts';
import type { Violation } from '../model/violation.ts';
import { naturalKey } from '../operations/create.ts';
import { preflight } from '../operations/preflight.ts';
import { warningText } from '../output/problem.ts';
import type { Change } from '../providers/change.ts';
import { askYesNo } from './ask.ts';
import type { Form } from './form.ts';
import type { WizardContext } from './questions.ts';
import { cloudResources } from './resources.ts';
import { askAgain, askForMissing, askForSettings } from './settings.ts';

export interface Filled {
  readonly change: Change;
  readonly start: boolean;
  /** The equivalent flags. */
  readonly words: readonly string[];
}

export interface WizardOptions {
  /** Called at most once, and only if the cloud is needed. */
  connect(): Promise<Client>;
  readonly dryRun: boolean;
  readonly yes: boolean;
}

export interface CreateOptions extends WizardOptions {
  readonly preflight: boolean;
  /** New listeners are stopped until they are started. */
  readonly startable: boolean;
  /** `--start` was given. */
  readonly start: boolean;
}

/** Whether every error is about a missing field, so that asking helps. */
export function isIncomplete(form: Form): boolean {
  const errors = form.check().filter(({ severity }) => severity === 'error');
  return errors.length > 0 && errors.every((error) => form.remedies(error).length > 0);
}

/** Asks for the fields of a new listener, and for confirmation. Sends only read-only calls. */
export async function fillIn(
  context: WizardContext,
  form: Form,
  options: CreateOptions,
): Promise<Filled> {
  const connect = once(options.connect);
  const resources = cloudResources(connect, context.writeStderr);
  const checkCloud = async (): Promise<void> => {
    const checkPlace = async () => preflightError(form, await connect());
    for (;;) {
      await askForMissing(context, form, resources, options.preflight ? checkPlace : undefined);
      const error = options.preflight ? await checkPlace() : undefined;
      if (error === undefined) return;
      await askAgain(context, form, resources, error);
    }
  };
  await checkCloud();
  if (!options.yes) {
    const menu = { question: 'More settings?', done: 'no, that is all' };
    await askForSettings(context, form, resources, menu);
    await checkCloud();
  }
  const start =
    options.startable && !options.start
      ? await askYesNo(context, 'Start the listener once it is created?', true)
      : options.start;
  summarise(context, form, start ? [['start', 'yes']] : []);
  const question = options.dryRun ? 'Show the request?' : 'Create this listener?';
  if (!options.yes && !(await askYesNo(context, question, true))) {
    throw declined('nothing was created');
  }
  return {
    change: form.change(),
    start,
    words: [...form.words(), ...(start ? ['--start'] : [])],
  };
}

/**
 * Asks what to change about a listener, and for confirmation.
 * @returns the equivalent flags; undefined if nothing changes
 */
export async function fillInChanges(
  context: WizardContext,
  form: Form,
  options: WizardOptions,
): Promise<readonly string[] | undefined> {
  const resources = cloudResources(once(options.connect), context.writeStderr);
  await askForMissing(context, form, resources);
  const menu = { question: 'Change which settings?', done: 'no more' };
  await askForSettings(context, form, resources, menu);
  if (form.rows().length === 0) return undefined;
  await confirmChanges(context, form, options);
  return form.words();
}

/** Shows what would change, and asks for confirmation. */
export async function confirmChanges(
  context: WizardContext,
  form: Form,
  { dryRun, yes }: Pick<WizardOptions, 'dryRun' | 'yes'>,
): Promise<void> {
  summarise(context, form, []);
  const question = dryRun ? 'Show the request?' : 'Change this listener?';
  if (!yes && !(await askYesNo(context, question, true))) throw declined('nothing was changed');
}

function once<T>(get: () => Promise<T>): () => Promise<T> {
  let got: Promise<T> | undefined;
  return () => {
    got ??= get();
    return got;
  };
}

async function preflightError(form: Form, client: Client): Promise<Violation | undefined> {
  const change = form.change();
  const { loadBalancer } = naturalKey(client.provider, change);
  try {
    const found = await preflight(client, change, loadBalancer, change.values);
    return found.find(({ severity }) => severity === 'error');
  } catch (error) {
    const wrong = error instanceof Failure ? unknownIn(form, error) : undefined;
    if (wrong === undefined) throw error;
    return wrong;
  }
}

/** What a listener refers to and the pre-flight reads. */
const REFERENCES: readonly (string | undefined)[] = ['loadBalancer', 'backend.group'];

/** The answer that the cloud does not know: the one that it names, or else the load balancer. */
function unknownIn(form: Form, { kind, message }: Failure): Violation | undefined {
  if (kind !== 'not-found') return undefined;
  const names = form.names().filter((name) => REFERENCES.includes(form.path(name)));
  const named = names.find((name) => {
    const [id] = form.question(name).now;
    return id !== undefined && message.includes(id);
  });
  const name = named ?? names[0];
  return name === undefined
    ? undefined
    : { rule: 'not-found', severity: 'error', fields: [name], flags: [], message, source: '' };
}

function summarise(
  context: WizardContext,
  form: Form,
  more: readonly (readonly [string, string])[],
): void {
  const rows = [...form.rows(), ...more];
  const width = Math.max(...rows.map(([label]) => label.length)) + 2;
  context.writeStderr('');
  for (const [label, value] of rows) context.writeStderr(`  ${label.padEnd(width)}${value}`);
  for (const violation of form.check()) context.writeStderr(warningText(violation));
  context.writeStderr('');
}
