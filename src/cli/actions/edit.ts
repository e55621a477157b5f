import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Deps } from '../../deps.ts';
import { declined, Failure, violationFailure } from '../../failure.ts';
import type { Native } from '../../model/listener.ts';
import type { Violation } from '../../model/violation.ts';
import type { Provider } from '../../providers/provider.ts';
import { listenerText, readEdited, textOf, withProblems, yamlOf } from '../../wizard/edited.ts';
import type { Form } from '../../wizard/form.ts';

type Edit = NonNullable<Deps['edit']>;

/** A text in a file of this user, for the editor. */
interface Draft {
  readonly path: string;
  /** Opens the editor, and returns the text as it is then. */
  edit(text: string): Promise<string>;
  /** Whether the text is worth keeping. */
  kept: boolean;
  /** Removes the file, unless it is kept. */
  close(): void;
}

export function openDraft(edit: Edit): Draft {
  const path = join(mkdtempSync(join(tmpdir(), 'lbctl-')), 'listener.yaml');
  const draft: Draft = {
    path,
    kept: false,
    edit: async (text) => {
      writeFileSync(path, text, { mode: 0o600 });
      await edit(path);
      return readFileSync(path, 'utf8');
    },
    close: () => {
      if (!draft.kept) rmSync(dirname(path), { recursive: true, force: true });
    },
  };
  return draft;
}

/**
 * Lets the user edit a listener until it is valid.
 * @returns undefined if nothing was edited
 * @throws Failure with the problems when a text that has some is saved again as it is
 */
export async function editListener(
  provider: Provider,
  current: Native,
  draft: Draft,
): Promise<Form | undefined> {
  const original = listenerText(provider.decode(current));
  let shown = original;
  let problems: readonly Violation[] = [];
  for (;;) {
    const yaml = yamlOf(await draft.edit(textOf(shown)));
    if (yaml.trim() === '') throw declined('nothing was changed: the text is empty');
    if (yaml.trim() === shown.yaml.trim()) {
      if (problems.length === 0) return undefined;
      draft.kept = true;
      const { kind, message, details } = violationFailure(problems, provider.id);
      throw new Failure(kind, message, { ...details, hint: 'nothing was changed' });
    }
    const read = readEdited(provider, current, yaml);
    if ('form' in read) return read.form;
    problems = read.problems;
    shown = withProblems(original, yaml, problems);
  }
}
