import type { Command } from '../../command.ts';

export type NativeCommand = Omit<Command, 'examples'>;
