import { bashCompletion } from './bash.ts';
import { fishCompletion } from './fish.ts';
import { powershellCompletion } from './powershell.ts';
import type { CompletionTable } from './words.ts';
import { zshCompletion } from './zsh.ts';

/** A script for each shell, and the file that it is kept in. */
export const SHELLS = {
  bash: { file: 'lbctl.bash', script: bashCompletion },
  zsh: { file: '_lbctl', script: zshCompletion },
  fish: { file: 'lbctl.fish', script: fishCompletion },
  powershell: { file: 'lbctl.ps1', script: powershellCompletion },
} as const satisfies Record<string, { file: string; script(table: CompletionTable): string }>;
