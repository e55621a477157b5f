import type { Protocol } from '../model/fields.ts';

/** Identifies a listener: by id, by name, or by load balancer, protocol and port. */
export type Reference =
  | { readonly by: 'id'; readonly id: string }
  | { readonly by: 'name'; readonly name: string }
  | {
      readonly by: 'place';
      readonly loadBalancer: string;
      readonly protocol: Protocol | undefined;
      readonly port: number;
    };

/** Identifies a listener before it has an id. */
export interface NaturalKey {
  readonly loadBalancer: string;
  /** Undefined if it is one that only this cloud has. */
  readonly protocol: Protocol | undefined;
  readonly port: number;
}
