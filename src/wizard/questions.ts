import { askChoice, askChoices, askText, type Choice, type PromptContext } from './ask.ts';
import type { FieldQuestion, Form } from './form.ts';
import type { Resources } from './resources.ts';

export interface WizardContext extends PromptContext {
  writeStderr(line: string): void;
}

/** Not values that a user can type. */
const ANOTHER = '\u0000another';
const KEEP = '\u0000keep';
const BACK = '\u0000back';

/** Why a field is asked for. */
export interface Asking {
  /** What is wrong without it; undefined if it may be left as it is. */
  readonly demand?: string | undefined;
  /** It was chosen among others, and the choice can be made again. */
  readonly canGoBack?: boolean;
  /** The only value that fits was refused before, so it is not taken for granted. */
  readonly again?: boolean;
}

/** Asks for one field, again while the answer is invalid. */
export async function askField(
  context: WizardContext,
  form: Form,
  resources: Resources,
  name: string,
  asking: Asking,
): Promise<void> {
  const question = form.question(name);
  const [only, ...others] = question.values ?? [];
  const isForced = asking.demand !== undefined && asking.again !== true && !question.many;
  if (isForced && only !== undefined && others.length === 0) {
    if (form.answer(name, [only]) === undefined) {
      context.writeStderr(`  ${question.flag} ${only}: the only value that fits`);
      return;
    }
  }
  const choices = question.values?.map(valueChoice) ?? (await listed(form, resources, name));
  for (;;) {
    if (choices.length === 0) return askFree(context, form, name, question, asking);
    const answer = await askListed(context, question, choices, asking);
    if (answer === KEEP || answer === BACK) return;
    if (answer.startsWith(ANOTHER)) {
      const picked = question.many ? answer.slice(ANOTHER.length) : undefined;
      return askFree(context, form, name, question, asking, picked);
    }
    const problem = answer === '' ? emptied(form, name, asking) : form.answer(name, [answer]);
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

/**
 * @returns a value, or several separated by commas; KEEP to leave the field as it is; ANOTHER, with the
 *   values that were ticked beside it
 */
async function askListed(
  context: WizardContext,
  question: FieldQuestion,
  choices: readonly Choice[],
  { demand, canGoBack }: Asking,
): Promise<string> {
  const { many, now } = question;
  const optional = demand === undefined;
  // Nobody types what is chosen.
  const message = messageOf({ ...question, expected: '' });
  if (many) {
    // What is set stays selectable, even if the cloud did not list it.
    const missing = now.filter((value) => !choices.some((one) => one.value === value));
    const all = [...missing.map(valueChoice), ...choices];
    const picked = await askChoices(context, message, all, now);
    // What is ticked beside it can be completed.
    if (picked.includes(ANOTHER)) {
      return ANOTHER + picked.filter((value) => value !== ANOTHER).join(',');
    }
    const isSame = picked.length === now.length && picked.every((value) => now.includes(value));
    return isSame && optional ? KEEP : picked.join(',');
  }
  const [current] = now;
  const keep = { value: KEEP, label: current === undefined ? 'leave it unset' : `keep ${current}` };
  return askChoice(context, message, [
    ...(optional ? [keep] : []),
    ...choices.filter(({ value }) => !optional || value !== current),
    ...(canGoBack === true ? [{ value: BACK, label: 'back' }] : []),
  ]);
}

/** Gives the answer to the form itself, which says what is wrong with it while it is typed. */
async function askFree(
  context: WizardContext,
  form: Form,
  name: string,
  question: FieldQuestion,
  asking: Asking,
  picked?: string,
): Promise<void> {
  const now = question.now.join(',');
  const preset = picked ?? now;
  const isLeft = (text: string) =>
    asking.demand === undefined ? text === now : text === '' && asking.canGoBack === true;
  await askText(context, {
    message: messageOf(question, preset === '' ? emptyHint(asking) : ''),
    ...(preset === '' ? {} : { preset }),
    problem: (given) => {
      const text = given.trim();
      if (isLeft(text)) return undefined;
      return text === '' ? emptied(form, name, asking) : form.answer(name, [text]);
    },
  });
}

function emptyHint({ demand, canGoBack }: Asking): string {
  if (demand === undefined) return ', empty to leave it unset';
  return canGoBack === true ? ', empty to choose again' : '';
}

/** Why a field cannot be empty. */
function emptied(form: Form, name: string, { demand }: Asking): string | undefined {
  return demand ?? form.clear(name);
}

/** `Peak bandwidth of the listener, 1–5000 Mbit/s or unlimited (--bandwidth)`. */
function messageOf({ summary, expected, flag }: FieldQuestion, hint = ''): string {
  const text = summary.charAt(0).toUpperCase() + summary.slice(1);
  return `${text}${expected === '' ? '' : `, ${expected}`}${hint} (${flag})`;
}
