import { PATHS } from '../model/fields.ts';
import { formatValue } from '../model/values.ts';
import type { Done } from './execute.ts';
import type { FieldChange, Step } from './plan.ts';
import type { Refreshed } from './refresh.ts';

const SIGNS = {
  create: '+',
  update: '~',
  start: '~',
  stop: '~',
  replace: '±',
  delete: '-',
} as const;

/** The plan as JSON, for diff. */
export function planDocument(refreshed: readonly Refreshed[]) {
  return {
    changes: refreshed.flatMap(({ steps }) => steps.map(stepDocument)),
    unchanged: unchangedOf(refreshed),
  };
}

export function stepDocument(step: Step) {
  const { action, listener, fields } = step;
  const provider =
    action === 'delete' ? step.current.provider : step.checked.destination.provider.id;
  return {
    action,
    ...(action === 'create' ? {} : { ref: step.current.ref }),
    listener,
    provider,
    fields,
  };
}

export function unchangedOf(refreshed: readonly Refreshed[]): number {
  return refreshed.reduce((sum, one) => sum + one.unchanged, 0);
}

/** The plan for people: a line for each listener, below it a line for each field. */
export function planText(refreshed: readonly Refreshed[]): readonly string[] {
  return refreshed.flatMap(({ steps }) => steps.flatMap(stepText));
}

function stepText(step: Step): readonly string[] {
  const { action, listener, fields } = step;
  const head = `${SIGNS[action]} ${action} ${listener}`;
  const of = action === 'create' ? newFields(fields) : fields.map(fieldText);
  return [head, ...of.map((line) => `    ${line}`)];
}

/** Without the fields that are in the headline. */
function newFields(fields: readonly FieldChange[]): readonly string[] {
  return fields
    .filter(({ path }) => path !== 'loadBalancer' && path !== 'protocol' && path !== 'port')
    .map((field) => `${field.path}: ${valueText(field, field.new)}`);
}

function fieldText(field: FieldChange): string {
  return `${field.path}: ${valueText(field, field.old)} → ${valueText(field, field.new)}`;
}

function valueText({ path }: FieldChange, value: unknown): string {
  if (value === null || value === undefined) return '(none)';
  const known = PATHS.find((one) => one === path);
  return known === undefined ? String(value) : formatValue(known, value);
}

/** `3 to create, 1 to replace`. */
export function planSummary(refreshed: readonly Refreshed[]): string {
  const counts = new Map<string, number>();
  for (const { steps } of refreshed) {
    for (const { action } of steps) counts.set(action, (counts.get(action) ?? 0) + 1);
  }
  const parts = [...counts].map(([action, count]) => `${count} to ${action}`);
  return [...parts, `${unchangedOf(refreshed)} unchanged`].join(', ');
}

const PAST = {
  create: 'created',
  update: 'updated',
  start: 'started',
  stop: 'stopped',
  replace: 'replaced',
  delete: 'deleted',
} as const;

/** One line about one step that has ended. */
export function doneText({ step, outcome }: Done): string {
  if (outcome.kind === 'done') return `${PAST[step.action]} ${step.listener}`;
  return outcome.kind === 'failed'
    ? `failed to ${step.action} ${step.listener}: ${outcome.failure.message}`
    : `did not ${step.action} ${step.listener}: ${outcome.why}`;
}

export interface Tally {
  readonly done: Readonly<Record<string, number>>;
  readonly failed: number;
  readonly skipped: number;
}

export function tally(all: readonly Done[]): Tally {
  const done: Record<string, number> = {};
  let failed = 0;
  let skipped = 0;
  for (const { step, outcome } of all) {
    if (outcome.kind === 'failed') failed += 1;
    else if (outcome.kind === 'skipped') skipped += 1;
    else done[PAST[step.action]] = (done[PAST[step.action]] ?? 0) + 1;
  }
  return { done, failed, skipped };
}
