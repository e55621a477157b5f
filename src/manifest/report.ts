import { PATHS } from '../model/fields.ts';
import { formatValue } from '../model/values.ts';
import type { StepResult } from './execute.ts';
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

/** A line for each listener, followed by a line for each field. */
export function planText(refreshed: readonly Refreshed[]): readonly string[] {
  return refreshed.flatMap(({ steps }) => steps.flatMap(stepText));
}

function stepText(step: Step): readonly string[] {
  const { action, listener, fields } = step;
  const head = `${SIGNS[action]} ${action} ${listener}`;
  const lines = action === 'create' ? newFields(fields) : fields.map(fieldText);
  return [head, ...lines.map((line) => `    ${line}`)];
}

/** Excludes fields that are in the headline. */
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

export function resultText({ step, outcome }: StepResult): string {
  if (outcome.kind === 'done') return `${PAST[step.action]} ${step.listener}`;
  if (outcome.kind === 'unchanged') return `unchanged ${step.listener}`;
  return outcome.kind === 'failed'
    ? `failed to ${step.action} ${step.listener}: ${outcome.failure.message}`
    : `did not ${step.action} ${step.listener}: ${outcome.reason}`;
}

export function countResults(results: readonly StepResult[]) {
  const done: Record<string, number> = {};
  for (const { step, outcome } of results) {
    const action = PAST[step.action];
    if (outcome.kind === 'done') done[action] = (done[action] ?? 0) + 1;
  }
  const count = (kind: string) => results.filter(({ outcome }) => outcome.kind === kind).length;
  return {
    done,
    unchanged: count('unchanged'),
    failed: count('failed'),
    skipped: count('skipped'),
  };
}
