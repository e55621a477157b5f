import type { ListenerFields, Path, Protocol, Value } from './fields.ts';
import type { ParameterValue, Values } from './parameter.ts';

/** For each portable field: the parameters that carry it, or null if the cloud has no such setting. */
export type FieldMap = { readonly [P in Path]: MappedField<Value<P>> | null };

export interface MappedField<V> extends Codec<V> {
  /** Names of the parameters that carry the field, in the order of the catalogue. */
  readonly parameters: readonly string[];
}

/** Translates a portable field to a cloud's parameters and back. */
export interface Codec<V> {
  /** @param listener the whole listener, for fields that depend on others */
  encode(value: V, listener: ListenerFields): Values | Refusal;
  decode(values: Values, protocol: Protocol | undefined): V | undefined;
  /** Whether a value of a parameter stands for none; absent where only absence does. */
  isNone?(value: ParameterValue): boolean;
}

/** Why this cloud does not support a value. */
export class Refusal {
  readonly rule: string;
  /** Continues a sentence that starts with the field's name. */
  readonly problem: string;
  readonly source: string;
  /** Another field that is missing for it. */
  readonly needs: Path | undefined;
  constructor(rule: string, problem: string, source: string, needs?: Path) {
    this.rule = rule;
    this.problem = problem;
    this.source = source;
    this.needs = needs;
  }
}
