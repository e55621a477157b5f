import type { Listener } from '../../model/listener.ts';
import type { Violation } from '../../model/violation.ts';
import type { Provider } from '../../providers/provider.ts';
import { manifestViolation } from '../finding.ts';
import { obstacleOf } from '../portable.ts';
import { type Migrated, type NotCopied, nameOf } from './migration.ts';

/** @returns undefined if the listener model can hold it */
export function ofNotPortable(from: Provider, listener: Listener): NotCopied | undefined {
  switch (obstacleOf(listener)) {
    case undefined:
      return undefined;
    case 'unknown protocol':
      return ofUnknownProtocol(from, listener);
    case 'port ranges':
      return {
        rule: 'copy/port-ranges',
        ref: listener.ref,
        name: listener.fields.name,
        reason: 'the listener model has one port, and no port ranges',
      };
  }
}

function ofUnknownProtocol(from: Provider, { ref, fields, native }: Listener): NotCopied {
  const values = from.valuesOf(native);
  const [parameter = ''] = from.fields.protocol?.parameters ?? [];
  const protocol = values[parameter] ?? 'unknown';
  return {
    rule: 'copy/protocol',
    ref,
    name: fields.name,
    reason: `the listener model has no name for the protocol ${protocol}`,
  };
}

/** @returns undefined if its protocol is not what is wrong with the copy, if anything is */
export function ofRefusedProtocol({ ref, name, problems }: Migrated): NotCopied | undefined {
  const [problem] = problems;
  return problem !== undefined && problems.every(({ fields }) => fields[0] === 'protocol')
    ? { rule: 'copy/protocol', ref, name, reason: problem.message }
    : undefined;
}

export function notCopiedText({ ref, name, reason }: NotCopied): string {
  return `${nameOf({ ref, name })} cannot be copied: ${reason}`;
}

export function notCopiedViolation(listener: NotCopied): Violation {
  const field = listener.rule === 'copy/protocol' ? 'protocol' : 'port';
  const violation = manifestViolation(listener.rule, notCopiedText(listener), [field]);
  return { ...violation, flags: ['--allow-loss'] };
}
