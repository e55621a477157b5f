/**
 * Reads a request example from the vendor's page: a URL with one parameter per line, and
 * placeholders for the endpoint and the common parameters.
 */
export function readRequestExample(
  text: string,
): { readonly object: Readonly<Record<string, string>> } | { readonly problem: string } {
  const unfenced = text
    .split(/\r?\n/)
    .filter((line) => !line.trimStart().startsWith('```'))
    .join('');
  const start = unfenced.indexOf('?');
  const parts = unfenced
    .slice(start + 1)
    .split('&')
    .map((part) => part.trim())
    .filter((part) => part !== '' && !/^<.*>$/.test(part));
  if (parts.length === 0 || parts.some((part) => !/^[\w.]+=/.test(part))) {
    return {
      problem:
        'the body must be a JSON object of parameters, or a request like the example on the vendor\u2019s page',
    };
  }
  const object: Record<string, string> = {};
  for (const part of parts) {
    const split = part.indexOf('=');
    const name = part.slice(0, split);
    if (Object.hasOwn(object, name)) return { problem: `the body has ${name} twice` };
    object[name] = decode(part.slice(split + 1));
  }
  return { object };
}

/** Values may be URL-encoded or not. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
