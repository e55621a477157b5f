import { type ParameterType, type ParameterValue, spelled } from './parameter.ts';
import { splitList } from './values.ts';

/**
 * Parses a parameter from flags or prompts. A value of the wrong type stays a string, so that
 * validation reports it together with all other problems.
 */
export function readParameter(type: ParameterType, texts: readonly string[]): ParameterValue {
  const last = texts.at(-1) ?? '';
  switch (type.kind) {
    case 'boolean':
      return last === 'true';
    case 'integer':
      return /^-?\d{1,15}$/.test(last) ? Number(last) : last;
    case 'choice':
      return spelled(type, last);
    case 'text':
      return last;
    case 'list':
    case 'joined':
      return spelled(type, texts.flatMap(splitList));
    case 'tags':
      return Object.fromEntries(
        texts.map((text) => {
          const split = text.indexOf('=');
          return split < 0 ? ['', text] : [text.slice(0, split), text.slice(split + 1)];
        }),
      );
  }
}
