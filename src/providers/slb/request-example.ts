/**
 * Reads the request example as the vendor's page prints it: a URL with a parameter on each line,
 * a placeholder for the endpoint and one for the common parameters.
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
        'the body must be a JSON object of parameters, or a request like the example of the vendor\u2019s page',
    };
  }
  const object: Record<string, string> = {};
  for (const part of parts) {
    const split = part.indexOf('=');
    const name = part.slice(0, split);
    if (Object.hasOwn(object, name)) return { problem: `the body has ${name} twice` };
    object[name] = decoded(part.slice(split + 1));
  }
  return { object };
}

/** Pages print values as they are, browsers print them encoded. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
