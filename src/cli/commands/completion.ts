import type { Command } from '../command.ts';
import { SCRIPTS } from '../completion/scripts.ts';
import { choice } from '../flag-values.ts';

const SHELLS = ['bash', 'zsh', 'fish', 'powershell'] as const satisfies (keyof typeof SCRIPTS)[];

export const command: Command = {
  argument: { name: 'shell', required: true, summary: SHELLS.join(', '), values: SHELLS },
  options: [],
  examples: [
    'source <(lbctl completion bash)',
    'mkdir -p ~/.zsh/completions && lbctl completion zsh > ~/.zsh/completions/_lbctl',
    'mkdir -p ~/.config/fish/completions && lbctl completion fish > ~/.config/fish/completions/lbctl.fish',
  ],
  async run({ argument = '' }, { deps }) {
    deps.stdout.write(SCRIPTS[choice('lbctl completion', SHELLS, argument)].script);
    return 0;
  },
};
