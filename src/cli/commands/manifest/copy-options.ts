import type { OptionSpec } from '../../option.ts';

export const REPORTS = ['text', 'json', 'markdown'] as const;

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
    group: 'Copy',
  },
  {
    flag: 'map-load-balancer',
    argument: '<old=new>',
    repeat: true,
    summary: 'with --all: load balancer to copy, and the one it is copied to (repeatable)',
    group: 'Copy',
  },
  {
    flag: 'map-certificate',
    argument: '<old=new>',
    repeat: true,
    summary: 'with --all: certificate, and the one that stands for it (repeatable)',
    group: 'Copy',
  },
  {
    flag: 'map-file',
    argument: '<file>',
    complete: 'file',
    summary: 'with --all: YAML or JSON file that maps "loadBalancers" and "certificates"',
    group: 'Copy',
  },
  {
    flag: 'report',
    argument: '<format>',
    values: REPORTS,
    summary: 'with --all: print what stays the same, changes or gets lost, and change nothing',
    group: 'Copy',
  },
];
