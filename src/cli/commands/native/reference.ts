import { Failure } from '../../../failure.ts';
import type { Parameter } from '../../../model/parameter.ts';
import { withArticle } from '../../../model/values.ts';
import { parseReference } from '../../../operations/find.ts';
import type { NativeNoun, Provider } from '../../../providers/provider.ts';
import type { Reference } from '../../../providers/reference.ts';
import type { Argument, Invocation } from '../../command.ts';
import { nativeOptions } from '../../native-flags.ts';
import { type Flags, type OptionSpec, textFlag } from '../../option.ts';

/* A native command selects its listener by an argument or by parameters of the vendor's API. */

export function listenerArgument({ protocol }: NativeNoun): Argument {
  return {
    name: 'listener',
    required: protocol === undefined,
    summary:
      protocol === undefined ? 'id, or name if it is unique' : `<load-balancer>/${protocol}/<port>`,
    complete: 'listener',
  };
}

/** The alternative to the argument. */
export function placeOptions(provider: Provider, noun: NativeNoun): readonly OptionSpec[] {
  return nativeOptions(placeRows(provider, noun)).map((option) => ({
    ...option,
    hidden: false,
    group: 'Listener',
  }));
}

/** Whether a parameter identifies the listener rather than configures it. */
export function isPlace({ regionParameter }: Provider) {
  return ({ presence, name }: Parameter) => presence === 'identity' || name === regionParameter;
}

export function placeRows(provider: Provider, noun: NativeNoun): readonly Parameter[] {
  if (noun.protocol === undefined) return [];
  return provider.operation(noun.noun, 'update').parameters.filter(isPlace(provider));
}

/** The region given as a parameter of the vendor's API. */
export function regionFrom(
  rows: readonly Parameter[],
  { regionParameter }: Provider,
  flags: Flags,
): string | undefined {
  const row = rows.find(({ name }) => name === regionParameter);
  return row === undefined ? undefined : textFlag(flags, row.flag);
}

/** The listeners of a command that takes several. */
export function referencesFrom(
  provider: Provider,
  noun: NativeNoun,
  invocation: Invocation,
): readonly Reference[] {
  const { arguments: words } = invocation;
  if (words.length === 0) return [referenceFrom(provider, noun, invocation)];
  return [...new Set(words)].map((text) => withProtocol(parseReference(provider, text), noun));
}

/** @param fromBody the reference in the request body */
export function referenceFrom(
  provider: Provider,
  noun: NativeNoun,
  { argument, flags }: Invocation,
  fromBody?: Reference,
): Reference {
  if (argument !== undefined) return withProtocol(parseReference(provider, argument), noun);
  const { protocol } = noun;
  const rows = placeRows(provider, noun);
  const flagOf = (path: string) => rows.find((row) => row.path === path)?.flag ?? '';
  const [loadBalancerFlag, portFlag] = [flagOf('loadBalancer'), flagOf('port')];
  const place = fromBody?.by === 'place' ? fromBody : undefined;
  const loadBalancer = textFlag(flags, loadBalancerFlag) ?? place?.loadBalancer;
  const port = textFlag(flags, portFlag) ?? place?.port;
  if (loadBalancer !== undefined && port !== undefined) {
    return parseReference(provider, `${loadBalancer}/${protocol}/${port}`);
  }
  throw new Failure('usage', 'no listener selected', {
    hint: `use <load-balancer>/${protocol}/<port>, or --${loadBalancerFlag} and --${portFlag}`,
  });
}

function withProtocol(reference: Reference, { noun, protocol }: NativeNoun): Reference {
  if (reference.by !== 'place' || protocol === undefined) return reference;
  if (reference.protocol === undefined || reference.protocol === protocol) {
    return { ...reference, protocol };
  }
  throw new Failure(
    'usage',
    `${withArticle(reference.protocol)} listener is not ${withArticle(noun)}`,
  );
}
