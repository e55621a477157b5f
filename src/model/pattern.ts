const compiled = new Map<string, RegExp>();

/** @param pattern the source of a regular expression with the `u` flag */
export function matches(pattern: string, text: string): boolean {
  const known = compiled.get(pattern) ?? new RegExp(pattern, 'u');
  compiled.set(pattern, known);
  return known.test(text);
}
