import type { NodeHeaders } from './headers.ts';

/** A complete response. Implements the web's `Response` for ofetch. */
export class NodeResponse implements Response {
  readonly status: number;
  readonly statusText: string;
  readonly url: string;
  readonly headers: NodeHeaders;
  readonly redirected = false;
  readonly type = 'default';
  readonly bodyUsed = false;
  readonly body = null;
  readonly #content: Buffer;

  constructor(
    content: Buffer,
    init: Pick<NodeResponse, 'status' | 'statusText' | 'url' | 'headers'>,
  ) {
    this.#content = content;
    this.status = init.status;
    this.statusText = init.statusText;
    this.url = init.url;
    this.headers = init.headers;
  }

  get ok(): boolean {
    return this.status >= 200 && this.status < 300;
  }

  async text(): Promise<string> {
    return this.#content.toString('utf8');
  }

  async json(): Promise<unknown> {
    return JSON.parse(await this.text());
  }

  async blob(): ReturnType<Response['blob']> {
    return new Blob([this.#content]);
  }

  async arrayBuffer(): Promise<ArrayBuffer> {
    return (await this.blob()).arrayBuffer();
  }

  formData(): Promise<never> {
    return Promise.reject(new TypeError('formData is not supported'));
  }

  clone(): NodeResponse {
    return new NodeResponse(this.#content, this);
  }
}
