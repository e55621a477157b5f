import type { Elbv3LoadBalancer, Elbv3State, Settings } from '../state/elbv3.ts';

/** A listener as it is about to become. */
export interface Draft {
  readonly state: Elbv3State;
  readonly loadBalancer: Elbv3LoadBalancer;
  readonly protocol: string;
  readonly port: number;
  /** What this request sets. */
  readonly given: Settings;
  /** What the listener has then. */
  readonly settings: Settings;
  /** What it has now; undefined in a create. */
  readonly before: Settings | undefined;
}

/** Each throws an Elbv3Error when it is broken. */
export type Rule = (draft: Draft) => void;
