import type { Client, PreviewedRequest } from '../client/client.ts';
import { naturalKey } from '../operations/create.ts';
import { previewState } from '../operations/state.ts';
import { previewSteps } from '../operations/steps.ts';
import type { Step } from './plan.ts';

/** The requests of a planned change, in order. */
export function previewStep(client: Client, step: Step): readonly PreviewedRequest[] {
  switch (step.action) {
    case 'create':
      return previewCreate(client, step);
    case 'replace':
      return [...previewDelete(client, step), ...previewCreate(client, step)];
    case 'update':
      return [...previewUpdate(client, step), ...previewStateChange(client, step)];
    case 'start':
    case 'stop':
      return previewStateChange(client, step);
    case 'delete':
      return previewDelete(client, step);
  }
}

type Of<A extends Step['action']> = Extract<Step, { action: A }>;

function previewCreate(
  client: Client,
  { change, state }: Of<'create'> | Of<'update' | 'replace'>,
): readonly PreviewedRequest[] {
  const key = naturalKey(client.provider, change);
  const planned = client.calls.planned(key, change.values);
  const steps = client.calls.create(change.operation.noun, change.values);
  return [
    ...previewSteps(client, steps, planned),
    ...(state === 'running' ? previewState(client, planned, state) : []),
  ];
}

function previewUpdate(
  client: Client,
  { change, current: { native } }: Of<'update' | 'replace'>,
): readonly PreviewedRequest[] {
  const plan = client.provider.planUpdate(native, change.values, false);
  return plan.kind === 'unchanged'
    ? []
    : previewSteps(client, client.calls.update(native, plan.send), native);
}

function previewStateChange(
  client: Client,
  { state, current }: Of<'update' | 'replace'> | Of<'start' | 'stop'>,
): readonly PreviewedRequest[] {
  return state === undefined ? [] : previewState(client, current.native, state);
}

function previewDelete(
  client: Client,
  { current: { native } }: Of<'delete'> | Of<'update' | 'replace'>,
): readonly PreviewedRequest[] {
  return previewSteps(client, client.calls.delete(native), native);
}
