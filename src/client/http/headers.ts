/**
 * Implements the web's `Headers` for ofetch. Node's own class loads undici, which takes longer than
 * the rest of a command's start.
 */
export class NodeHeaders implements Headers {
  readonly #values = new Map<string, string>();

  constructor(init: NonNullable<RequestInit['headers']> = {}) {
    const entries = Symbol.iterator in init ? init : Object.entries(init);
    for (const [name = '', value = ''] of entries) this.append(name, String(value));
  }

  append(name: string, value: string): void {
    const before = this.get(name);
    this.set(name, before === null ? value : `${before}, ${value}`);
  }

  delete(name: string): void {
    this.#values.delete(name.toLowerCase());
  }

  get(name: string): string | null {
    return this.#values.get(name.toLowerCase()) ?? null;
  }

  getSetCookie(): string[] {
    const cookies = this.get('set-cookie');
    return cookies === null ? [] : [cookies];
  }

  has(name: string): boolean {
    return this.#values.has(name.toLowerCase());
  }

  set(name: string, value: string): void {
    this.#values.set(name.toLowerCase(), value);
  }

  forEach(callback: (value: string, name: string, parent: Headers) => void): void {
    for (const [name, value] of this) callback(value, name, this);
  }

  keys(): ReturnType<Headers['keys']> {
    return this.#values.keys();
  }

  values(): ReturnType<Headers['values']> {
    return this.#values.values();
  }

  entries(): ReturnType<Headers['entries']> {
    return this.#values.entries();
  }

  [Symbol.iterator](): ReturnType<Headers['entries']> {
    return this.entries();
  }
}
