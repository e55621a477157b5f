import { malformed } from './malformed.ts';

/** The status line and the headers of an answer. */
export interface ResponseHead {
  readonly status: number;
  /** Names in lower case; what is said twice is joined by commas (RFC 9110, 5.3). */
  readonly headers: Readonly<Record<string, string>>;
  /** Whether the connection may be used again, as far as the head says (RFC 9112, 9.3). */
  readonly persistent: boolean;
}

/** How the end of the body is told (RFC 9112, 6.3): its length, by chunks, or by the connection's. */
export type Framing = number | 'chunked' | 'until close';

const STATUS_LINE = /^HTTP\/1\.([01]) ([1-9]\d\d)(?: [\t\x20-\x7e\x80-\xff]*)?$/;
const HEADER = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+):([\t\x20-\x7e\x80-\xff]*)$/;

/** @param text without the empty line at its end */
export function readHead(text: string): ResponseHead {
  const [first = '', ...lines] = text.split('\r\n');
  const [, minor, status] = STATUS_LINE.exec(first) ?? [];
  if (status === undefined) throw malformed('the status line');
  // A header may have any name, also one that every object has.
  const headers: Record<string, string> = Object.create(null);
  for (const line of lines) {
    const [name, value] = readHeader(line);
    const before = headers[name];
    headers[name] = before === undefined ? value : `${before}, ${value}`;
  }
  return { status: Number(status), headers, persistent: isPersistent(minor === '1', headers) };
}

/** @returns the name in lower case, and the value without blanks around it */
export function readHeader(line: string): readonly [string, string] {
  const [, name, value = ''] = HEADER.exec(line) ?? [];
  if (name === undefined) throw malformed('a header');
  return [name.toLowerCase(), value.trim()];
}

function isPersistent(byDefault: boolean, { connection }: Readonly<Record<string, string>>) {
  if (connection === undefined) return byDefault;
  const options = connection
    .toLowerCase()
    .split(',')
    .map((option) => option.trim());
  return !options.includes('close') && (byDefault || options.includes('keep-alive'));
}

export function framingOf({ status, headers }: ResponseHead): Framing {
  const coding = headers['transfer-encoding'];
  const length = headers['content-length'];
  if (status === 204 || status === 304) return 0;
  if (coding !== undefined) {
    // Both at once is how one message is smuggled inside another.
    if (length !== undefined) throw malformed('the length of the body, which is told in two ways');
    if (coding.toLowerCase() !== 'chunked') throw malformed('the transfer coding');
    return 'chunked';
  }
  if (length === undefined) return 'until close';
  if (!/^0*\d{1,15}$/.test(length)) throw malformed('the length of the body');
  return Number(length);
}
