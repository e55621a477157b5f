import { Failure } from '../failure.ts';
import type { Listener } from '../model/listener.ts';
import type { Context } from './context.ts';

/** Asks on a terminal; without one, or when nobody may be asked, `--yes` has to have said it. */
export async function confirmDelete(context: Context, listener: Listener): Promise<void> {
  if (context.globals.yes) return;
  if (!canAsk(context)) {
    throw new Failure('usage', `deleting listener ${listener.ref} requires confirmation`, {
      hint: 'add --yes',
      provider: listener.provider,
    });
  }
  const { askYesNo } = await import('../wizard/ask.ts');
  const name = listener.fields.name === undefined ? '' : ` (${listener.fields.name})`;
  const sure = await askYesNo(context, `Delete listener ${listener.ref}${name}?`);
  if (!sure) throw new Failure('interrupted', 'nothing was deleted');
}

/** Somebody is there to answer: a terminal on both sides, and no CI. */
export function canAsk({ deps, globals }: Context): boolean {
  return (
    !globals.noInput &&
    (deps.env['CI'] ?? '') === '' &&
    deps.stderr.isTerminal &&
    deps.stdin.isTerminal
  );
}
