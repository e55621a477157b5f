import { decodeFields } from '../model/encode.ts';
import { PATHS } from '../model/fields.ts';
import type { Native } from '../model/listener.ts';
import type { ParameterValue, Values } from '../model/parameter.ts';
import { isEmpty, sameField } from '../model/values.ts';
import { type Provider, returnedValues } from '../providers/provider.ts';

/**
 * Whether a listener has every wanted value. What the cloud does not return at all is taken as it
 * was wanted; what it returns as empty is not.
 */
export function matches(provider: Provider, wanted: Values, found: Native): boolean {
  const { fields } = provider.decode(found);
  const wantedFields = decodeFields(provider.fields, wanted, fields.protocol);
  return (
    differences(provider, wanted, found).length === 0 &&
    PATHS.every(
      (path) =>
        wantedFields[path] === undefined ||
        fields[path] === undefined ||
        sameField(wantedFields[path], fields[path]),
    )
  );
}

/** The wanted parameters that a listener has with other values. */
export function differences(provider: Provider, wanted: Values, found: Native): readonly string[] {
  const actual = returnedValues(provider, found);
  return Object.entries(wanted)
    .filter(([name, value]) => {
      const returned = provider.returns?.(found, name) === true;
      return !sameParameter(value, actual[name], returned);
    })
    .map(([name]) => name);
}

/** @param returned whether the cloud returned it, be it as null */
function sameParameter(
  wanted: ParameterValue,
  actual: ParameterValue | undefined,
  returned: boolean,
): boolean {
  if (actual === undefined) return !returned || wanted === false || isEmpty(wanted);
  // A body from a file may contain a number as a string, if the API accepts both.
  const isNumber = typeof actual === 'number' && typeof wanted === 'string';
  return sameField(actual, isNumber ? Number(wanted) : wanted);
}
