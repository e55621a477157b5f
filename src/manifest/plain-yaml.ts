/**
 * Reads one item of a YAML list in the plain style that people and programs write by far the most:
 * block mappings, simple scalars, short flow collections on one line. Whatever goes beyond it is
 * left to the full parser, which takes fifty times as long and gives the same value.
 */

/** The item is written in a way that only the full parser reads. */
export const INTRICATE = Symbol('intricate');

export type PlainValue =
  | string
  | number
  | boolean
  | null
  | readonly PlainValue[]
  | { readonly [key: string]: PlainValue };

const ESCAPED = /[\\\n\t]/;
const FLOW_LIST = /\[([^[\]{}"'#&*!|>%@`?\t\n]*)\]/y;
const FLOW_MAP = /\{([^[\]{}"'#&*!|>%@`?\t\n]*)\}/y;
const REST = /[ ]*(?:[ ]#[^\n]*)?(?:\n|$)/y;
const FLOW_PAIR = /^[ ]*([A-Za-z_$][\w$.-]*):[ ]+(.*?)[ ]*$/;
const NUMBER = /^[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][-+]?\d+)?$/;
/** Begins a scalar of another style, or something that is no scalar. */
const INDICATORS = '&*!|>%@`,]}?[{"\'#';

const SPACE = 32;
const NEWLINE = 10;
const HASH = 35;
const DASH = 45;

/** @param start of the line that begins with the item's dash; @param end of the item's last line */
export function readPlainItem(
  text: string,
  start: number,
  end: number,
): PlainValue | typeof INTRICATE {
  const reader = new Reader(text, start, end);
  try {
    return reader.item();
  } catch (error) {
    if (error === INTRICATE) return INTRICATE;
    throw error;
  }
}

class Reader {
  readonly #text: string;
  readonly #end: number;
  /** Of the first character of the next line that holds anything, and where that line begins. */
  #at: number;
  #line: number;

  constructor(text: string, start: number, end: number) {
    this.#text = text;
    this.#end = end;
    this.#line = start;
    this.#at = start;
    this.#toContent(start);
  }

  item(): PlainValue {
    this.#at += 1;
    while (this.#code() === SPACE) this.#at += 1;
    const value = this.#map(this.#at - this.#line);
    if (this.#at < this.#end) throw INTRICATE;
    return value;
  }

  #code(): number {
    return this.#at < this.#end ? this.#text.charCodeAt(this.#at) : NEWLINE;
  }

  /** Goes to the next line that is neither blank nor a comment. */
  #toContent(from: number): void {
    let line = from;
    while (line < this.#end) {
      let at = line;
      while (at < this.#end && this.#text.charCodeAt(at) === SPACE) at += 1;
      const code = at < this.#end ? this.#text.charCodeAt(at) : NEWLINE;
      if (code !== NEWLINE && code !== HASH) {
        this.#line = line;
        this.#at = at;
        return;
      }
      const newline = this.#text.indexOf('\n', at);
      line = newline < 0 || newline >= this.#end ? this.#end : newline + 1;
    }
    this.#line = this.#end;
    this.#at = this.#end;
  }

  /** -1 at the end. */
  #column(): number {
    return this.#at >= this.#end ? -1 : this.#at - this.#line;
  }

  #map(column: number): PlainValue {
    const object: Record<string, PlainValue> = {};
    do {
      const key = this.#key();
      // Twice the same, or a name that every object has: the full parser knows what to say.
      if (object[key] !== undefined) throw INTRICATE;
      object[key] = this.#value(column);
    } while (this.#column() === column);
    if (this.#column() > column) throw INTRICATE;
    return object;
  }

  /** A word and its colon. */
  #key(): string {
    const start = this.#at;
    let at = start;
    while (at < this.#end && isWord(this.#text.charCodeAt(at), at === start)) at += 1;
    const key = this.#text.slice(start, at);
    const next = this.#text.charCodeAt(at + 1);
    const ends = at + 1 >= this.#end || next === SPACE || next === NEWLINE;
    if (key === '' || this.#text[at] !== ':' || !ends) throw INTRICATE;
    this.#at = at + 1;
    return key;
  }

  #value(column: number): PlainValue {
    while (this.#code() === SPACE) this.#at += 1;
    const code = this.#code();
    if (code !== NEWLINE && code !== HASH) return this.#scalar(column);
    this.#endLine();
    const deeper = this.#column();
    if (this.#isDash() && deeper >= column) return this.#list(deeper);
    return deeper > column ? this.#map(deeper) : null;
  }

  #isDash(): boolean {
    if (this.#code() !== DASH) return false;
    const next = this.#text.charCodeAt(this.#at + 1);
    return next === SPACE || next === NEWLINE;
  }

  #list(column: number): PlainValue {
    const items: PlainValue[] = [];
    do {
      this.#at += 1;
      while (this.#code() === SPACE) this.#at += 1;
      const code = this.#code();
      if (code === NEWLINE || code === HASH) throw INTRICATE;
      items.push(this.#scalar(column));
    } while (this.#column() === column && this.#isDash());
    return items;
  }

  #scalar(column: number): PlainValue {
    const value = this.#inline();
    this.#endLine();
    // A deeper line would go on with this scalar.
    if (this.#column() > column) throw INTRICATE;
    return value;
  }

  #inline(): PlainValue {
    switch (this.#text[this.#at]) {
      case '"':
      case "'":
        return this.#quoted();
      case '[': {
        const inner = this.#match(FLOW_LIST)[1] ?? '';
        return inner.trim() === '' ? [] : inner.split(',').map(flowScalar);
      }
      case '{':
        return flowMap(this.#match(FLOW_MAP)[1] ?? '');
    }
    const line = this.#text.slice(this.#at, this.#lineEnd());
    const comment = line.indexOf(' #');
    const written = comment < 0 ? line : line.slice(0, comment);
    this.#at += written.length;
    if (line.includes('\t')) throw INTRICATE;
    return plainScalar(written.trimEnd());
  }

  #lineEnd(): number {
    const newline = this.#text.indexOf('\n', this.#at);
    return newline < 0 || newline > this.#end ? this.#end : newline;
  }

  /** In either quotes, without escapes. */
  #quoted(): string {
    const start = this.#at + 1;
    const end = this.#text.indexOf(this.#text.charAt(this.#at), start);
    if (end < 0 || end >= this.#end) throw INTRICATE;
    const inner = this.#text.slice(start, end);
    if (ESCAPED.test(inner)) throw INTRICATE;
    this.#at = end + 1;
    return inner;
  }

  #match(pattern: RegExp): RegExpExecArray {
    pattern.lastIndex = this.#at;
    const match = pattern.exec(this.#text);
    if (match === null) throw INTRICATE;
    this.#at = pattern.lastIndex;
    return match;
  }

  /** Only a comment may follow. */
  #endLine(): void {
    if (this.#code() === NEWLINE) {
      this.#toContent(Math.min(this.#at + 1, this.#end));
      return;
    }
    if (this.#code() === HASH && this.#text.charCodeAt(this.#at - 1) === SPACE) this.#at -= 1;
    this.#match(REST);
    this.#toContent(Math.min(this.#at, this.#end));
  }
}

/** Letters, `_` and `$`; not in the first place also digits, `.` and `-`. */
function isWord(code: number, first: boolean): boolean {
  if ((code >= 97 && code <= 122) || (code >= 65 && code <= 90)) return true;
  if (code === 95 || code === 36) return true;
  return !first && ((code >= 48 && code <= 57) || code === 45 || code === 46);
}

function flowMap(inner: string): PlainValue {
  const object: Record<string, PlainValue> = {};
  if (inner.trim() === '') return object;
  for (const pair of inner.split(',')) {
    const match = FLOW_PAIR.exec(pair);
    const key = match?.[1];
    if (match === null || key === undefined || object[key] !== undefined) throw INTRICATE;
    object[key] = flowScalar(match[2] ?? '');
  }
  return object;
}

function flowScalar(text: string): PlainValue {
  const scalar = text.trim();
  if (scalar === '') throw INTRICATE;
  return plainScalar(scalar);
}

/** As the core schema of YAML 1.2 has it. */
function plainScalar(scalar: string): PlainValue {
  const first = scalar[0] ?? '';
  if (INDICATORS.includes(first) || scalar.includes(': ') || scalar.endsWith(':')) throw INTRICATE;
  if (first === '-' && (scalar.length === 1 || scalar[1] === ' ')) throw INTRICATE;
  if (first >= '0' && first <= '9') {
    if (/^0[xo]/.test(scalar)) throw INTRICATE;
    return NUMBER.test(scalar) ? Number(scalar) : scalar;
  }
  switch (first) {
    case '-':
    case '+':
    case '.':
      if (/^[-+]?\.(?:inf|nan)$/i.test(scalar)) throw INTRICATE;
      return NUMBER.test(scalar) ? Number(scalar) : scalar;
    case 't':
    case 'T':
      return /^(?:true|True|TRUE)$/.test(scalar) ? true : scalar;
    case 'f':
    case 'F':
      return /^(?:false|False|FALSE)$/.test(scalar) ? false : scalar;
    case 'n':
    case 'N':
      return /^(?:null|Null|NULL)$/.test(scalar) ? null : scalar;
    case '~':
      return scalar === '~' ? null : scalar;
  }
  return scalar;
}
