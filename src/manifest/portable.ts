import type { Listener } from '../model/listener.ts';

/** Why a manifest cannot hold a listener. */
export type Obstacle = 'unknown protocol' | 'port ranges';

/** @returns undefined if a manifest can hold the listener */
export function obstacleOf({ fields }: Listener): Obstacle | undefined {
  if (fields.protocol === undefined) return 'unknown protocol';
  // Clouds return 0 as the port of a listener with several.
  return fields.port === 0 ? 'port ranges' : undefined;
}

export function isPortable(listener: Listener): boolean {
  return obstacleOf(listener) === undefined;
}
