import type { Command } from '../../command.ts';

/** A command without what the noun says about all of them. */
export type NativeCommand = Omit<Command, 'summary' | 'examples'>;
