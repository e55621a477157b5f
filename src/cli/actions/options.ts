import { STATUSES } from '../../model/listener.ts';
import type { Argument } from '../command.ts';
import type { Flags, OptionSpec } from '../option.ts';

/* Arguments and options that the portable and the native commands share. */

export const LISTENER_ARGUMENT: Argument = {
  name: 'listener',
  required: true,
  summary: 'elb, elbv3, octavia: id or name; slb: <load-balancer>/<protocol>/<port>',
  complete: 'listener',
};

export const NO_PREFLIGHT: OptionSpec = {
  flag: 'no-preflight',
  summary: 'skip the read-only calls that check the load balancer first',
  group: 'Change',
};

export const INTERACTIVE: OptionSpec = {
  flag: 'interactive',
  summary: 'prompt for missing values; default on a terminal',
  group: 'Change',
};

export const START: OptionSpec = {
  flag: 'start',
  summary: 'start the listener once it is created',
  group: 'Change',
};

export const IGNORE_MISSING: OptionSpec = {
  flag: 'ignore-missing',
  summary: 'succeed when the listener does not exist',
  group: 'Change',
};

export const SHARED: OptionSpec = {
  flag: 'shared',
  summary: 'also change a backend group that other listeners use (elbv3, octavia)',
  group: 'Change',
};

export const STATUS_FILTER: OptionSpec = {
  flag: 'status',
  argument: '<status>',
  values: STATUSES,
  summary: 'only listeners in this state',
  group: 'Filters',
};

export interface CreateFlags {
  readonly preflight: boolean;
  readonly start: boolean;
  readonly interactive: boolean;
}

export function createFlags(flags: Flags): CreateFlags {
  return {
    preflight: flags['no-preflight'] !== true,
    start: flags['start'] === true,
    interactive: flags['interactive'] === true,
  };
}
