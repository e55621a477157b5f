import type { Field } from '../model/fields.ts';

/** What a field takes, for people. */
export function describeValues({ type, argument }: Pick<Field, 'type' | 'argument'>): string {
  switch (type.kind) {
    case 'choice':
      return type.values.join(', ');
    case 'list':
      if (type.allowed !== undefined) return `${type.allowed}; comma-separated`;
      return type.values === undefined
        ? 'repeatable'
        : `${type.values.join(', ')}; comma-separated`;
    case 'duration':
      return '90s, 5m, 2h, or whole seconds';
    case 'drain':
      return 'off, or 90s, 5m, 2h, or whole seconds';
    case 'bandwidth':
      return 'whole Mbit/s, or unlimited';
    case 'port':
      return '1\u201365535';
    case 'tags':
      return 'key=value; repeatable';
    default:
      return argument;
  }
}
