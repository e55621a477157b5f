import { Failure } from '../../failure.ts';
import { choice } from '../choice.ts';
import type { Command } from '../command.ts';
import { GLOBAL_OPTIONS } from '../global-options.ts';

const SHELLS = ['bash', 'zsh', 'fish', 'powershell'] as const;

export const command: Command = {
  summary: 'Print a completion script; its first lines say how to install it',
  argument: { name: 'shell', required: true, summary: SHELLS.join(', '), values: SHELLS },
  options: [],
  examples: [
    'source <(lbctl completion bash)',
    'lbctl completion zsh > ~/.zsh/completions/_lbctl',
    'lbctl completion fish > ~/.config/fish/completions/lbctl.fish',
  ],
  async run({ argument }, { deps }) {
    if (argument === undefined) throw new Failure('usage', 'it is not said for which shell');
    const shell = choice('lbctl completion', SHELLS, argument);
    const [{ SHELLS: scripts }, { completionTable }, { ROOT }] = await Promise.all([
      import('../completion/shells.ts'),
      import('../completion/words.ts'),
      import('./index.ts'),
    ]);
    deps.stdout.write(scripts[shell].script(await completionTable(ROOT, GLOBAL_OPTIONS)));
    return 0;
  },
};
