import { askChoice, askChoices, askText, type Choice, type PromptContext } from './ask.ts';
import type { FieldQuestion, Form } from './form.ts';
import type { Resources } from './resources.ts';

export interface WizardContext extends PromptContext {
  writeStderr(line: string): void;
}

/** Not values that a user can type. */
const ANOTHER = '\u0000another';
const KEEP = '\u0000keep';

interface Asking {
  /** Whether it may be left as it is. */
  readonly optional: boolean;
}

/** Asks for one field, again while the answer is invalid. */
export async function askField(
  context: WizardContext,
  form: Form,
  resources: Resources,
  name: string,
  { optional }: Asking,
): Promise<void> {
  const question = form.question(name);
  const [only, ...others] = question.values ?? [];
  if (!optional && !question.many && only !== undefined && others.length === 0) {
    if (form.answer(name, [only]) === undefined) {
      context.writeStderr(`  ${question.flag} ${only}: the only value that fits`);
      return;
    }
  }
  const choices = question.values?.map(valueChoice) ?? (await listed(form, resources, name));
  for (;;) {
    if (choices.length === 0) return askFree(context, form, name, question, optional);
    const answer = await askListed(context, question, choices, optional);
    if (answer === KEEP) return;
    if (answer === ANOTHER) return askFree(context, form, name, question, optional);
    const problem = form.answer(name, [answer]);
    if (problem === undefined) return;
    context.writeStderr(problem);
  }
}

/** Which of several fields to give, since one is enough. */
export async function askAlternative(
  context: WizardContext,
  form: Form,
  names: readonly string[],
): Promise<string> {
  return askChoice(
    context,
    'Where does the traffic go?',
    names.map((name) => {
      const { summary, flag } = form.question(name);
      return { value: name, label: `${summary} (${flag})` };
    }),
  );
}

function valueChoice(value: string): Choice {
  return { value, label: value };
}

async function listed(form: Form, resources: Resources, name: string): Promise<readonly Choice[]> {
  const found = await resources(form, name);
  return found.length === 0 ? [] : [...found, { value: ANOTHER, label: 'another one\u2026' }];
}

/** @returns a value, or several separated by commas; KEEP to leave the field as it is */
async function askListed(
  context: WizardContext,
  question: FieldQuestion,
  choices: readonly Choice[],
  optional: boolean,
): Promise<string> {
  const { many, now } = question;
  if (many) {
    // What is set stays selectable, even if the cloud did not list it.
    const missing = now.filter((value) => !choices.some((one) => one.value === value));
    const all = [...missing.map(valueChoice), ...choices];
    const picked = await askChoices(context, messageOf(question), all, now);
    if (picked.includes(ANOTHER)) return ANOTHER;
    const isSame = picked.length === now.length && picked.every((value) => now.includes(value));
    return isSame && optional ? KEEP : picked.join(',');
  }
  const [current] = now;
  const keep = { value: KEEP, label: current === undefined ? 'leave it unset' : `keep ${current}` };
  return askChoice(context, messageOf(question), [
    ...(optional ? [keep] : []),
    ...choices.filter(({ value }) => !optional || value !== current),
  ]);
}

/** Gives the answer to the form itself, which says what is wrong with it while it is typed. */
async function askFree(
  context: WizardContext,
  form: Form,
  name: string,
  question: FieldQuestion,
  optional: boolean,
): Promise<void> {
  const now = question.now.join(',');
  const isKept = (text: string) => optional && text.trim() === now;
  const hint = optional && now === '' ? ', empty to leave it unset' : '';
  await askText(context, {
    message: messageOf(question, hint),
    ...(now === '' ? {} : { preset: now }),
    problem: (given) => (isKept(given) ? undefined : form.answer(name, [given.trim()])),
  });
}

/** `Peak bandwidth of the listener, 1–5000 Mbit/s or unlimited (--bandwidth)`. */
function messageOf({ summary, expected, flag }: FieldQuestion, hint = ''): string {
  const text = summary.charAt(0).toUpperCase() + summary.slice(1);
  return `${text}${expected === '' ? '' : `, ${expected}`}${hint} (${flag})`;
}
