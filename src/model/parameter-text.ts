import type { ChoiceType, ParameterType, ParameterValue } from './parameter.ts';

/** Every value of a choice, also those that only newer pages of the vendor have. */
export function choicesOf({ values, wider }: ChoiceType): readonly string[] {
  return [...values, ...(wider?.values ?? [])];
}

/**
 * A parameter's value as flags or answers give it. What does not fit the type stays a text, for
 * validation to name together with everything else.
 */
export function readParameter(type: ParameterType, texts: readonly string[]): ParameterValue {
  const last = texts.at(-1) ?? '';
  switch (type.kind) {
    case 'boolean':
      return last === 'true';
    case 'integer':
      return /^-?\d{1,15}$/.test(last) ? Number(last) : last;
    case 'choice':
      return choicesOf(type).find((value) => value.toLowerCase() === last.toLowerCase()) ?? last;
    case 'text':
      return last;
    case 'list':
    case 'joined':
      return texts.flatMap((text) =>
        text === '' ? [] : text.split(',').map((item) => item.trim()),
      );
    case 'tags':
      return Object.fromEntries(
        texts.map((text) => {
          const split = text.indexOf('=');
          return split < 0 ? ['', text] : [text.slice(0, split), text.slice(split + 1)];
        }),
      );
  }
}
