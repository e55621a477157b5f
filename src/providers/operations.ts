import type { Operation } from '../model/catalogue.ts';
import type { Protocol } from '../model/fields.ts';
import type { OperationVerb } from '../model/rule.ts';
import type { Provider } from './provider.ts';

/** The request that creates or updates listeners of a protocol, if the cloud supports it. */
export function operationFor(
  provider: Provider,
  protocol: Protocol | undefined,
  verb: OperationVerb,
): Operation | undefined {
  if (protocol === undefined || !provider.protocols.includes(protocol)) return undefined;
  const noun = provider.nouns.find(
    (candidate) => candidate.verbs.includes(verb) && (candidate.protocol ?? protocol) === protocol,
  );
  return noun === undefined ? undefined : provider.operation(noun.noun, verb);
}

/** Whether listeners of two protocols cannot have the same port of a load balancer. */
export function clashOnPort({ sharesPort }: Provider, one: Protocol, other: Protocol): boolean {
  return one === other || sharesPort?.(one, other) !== true;
}
