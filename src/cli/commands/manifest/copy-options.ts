import type { OptionSpec } from '../../option.ts';

export const REPORTS = ['text', 'json', 'markdown'] as const;

/** Ids of the old place, and those that stand for them in the new one. */
export const MAP_OPTIONS: readonly OptionSpec[] = [
  {
    flag: 'map-load-balancer',
    argument: '<old=new>',
    repeat: true,
    summary: 'load balancer, and the one that its listeners are copied to (repeatable)',
    group: 'Copy',
  },
  {
    flag: 'map-certificate',
    argument: '<old=new>',
    repeat: true,
    summary: 'certificate, and the one that stands for it (repeatable)',
    group: 'Copy',
  },
  {
    flag: 'map-file',
    argument: '<file>',
    complete: 'file',
    summary: 'YAML or JSON file that maps "loadBalancers" and "certificates"',
    group: 'Copy',
  },
];

/** Options of a copy of whole load balancers. */
export const COPY_ALL_OPTIONS: readonly OptionSpec[] = [
  {
    flag: 'all',
    summary: 'copy all listeners of the load balancer of --load-balancer, or of those in the map',
    group: 'Copy',
  },
  {
    flag: 'to-load-balancer',
    argument: '<id>',
    summary: 'load balancer of the copy',
    complete: 'new-load-balancer',
    group: 'Copy',
  },
  ...MAP_OPTIONS,
  {
    flag: 'report',
    argument: '<format>',
    values: REPORTS,
    summary: 'with --all: print what stays the same, changes or gets lost, and change nothing',
    group: 'Copy',
  },
];
