/** Something came that is not an answer of HTTP/1.1, or is more than anybody asked for. */
export class MalformedResponse extends Error {
  readonly code: 'NOT_HTTP' | 'MALFORMED_HTTP' | 'ANSWER_TOO_LARGE';

  constructor(code: MalformedResponse['code'], message: string) {
    super(message);
    this.code = code;
  }
}

export function malformed(what: string): MalformedResponse {
  return new MalformedResponse('MALFORMED_HTTP', `${what} can\u2019t be understood`);
}
