/**
 * The same function, which remembers what it made last: for what is asked for a thousand times in a
 * row with the same key, and must be made anew when the key changes.
 */
export function rememberLast<K extends string | number, V>(make: (key: K) => V): (key: K) => V {
  let last: { readonly key: K; readonly value: V } | undefined;
  return (key) => {
    if (last === undefined || last.key !== key) last = { key, value: make(key) };
    return last.value;
  };
}

/** The same function, which makes its value when it is first asked, and then gives that. */
export function once<V>(make: () => V): () => V {
  let made: { readonly value: V } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
