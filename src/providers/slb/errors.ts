import { isObject } from '../../model/json.ts';
import type { ErrorReader, ErrorReading } from '../calls.ts';
import {
  BUSY,
  final,
  foreignAnswer,
  isHtml,
  type Meaning,
  OUTAGE,
  parseJson,
} from '../error-answer.ts';
import { CODES, MESSAGES } from './error-codes.ts';
import { ROWS } from './parameters/index.ts';

interface ErrorBody {
  readonly code?: string;
  readonly message?: string;
  readonly requestId?: string;
  readonly recommend?: string;
}

export const errors: ErrorReader = {
  read: ({ status, headers, text }) => {
    const { code, message, requestId: bodyRequestId, recommend } = readErrorBody(text);
    const requestId = bodyRequestId ?? header(headers, 'x-acs-request-id');
    const retryAfterMs = retryAfter(headers);
    const meaning =
      code === undefined
        ? meaningOfStatus(status, text)
        : meaningOfCode(code, message ?? '', status);
    const hint = hintOf(meaning.hint, recommend);
    const parameter =
      meaning.kind === 'validation' || meaning.kind === 'not-found'
        ? (parameterIn(`${code} ${message}`) ?? meaning.parameter)
        : undefined;
    return {
      kind: meaning.kind,
      retry: meaning.retry,
      message: message ?? code ?? foreignAnswer(status, text),
      ...(code === undefined ? {} : { code }),
      ...(requestId === undefined ? {} : { requestId }),
      ...(hint === undefined ? {} : { hint }),
      ...(parameter === undefined ? {} : { parameter }),
      ...(meaning.sessionEnded === undefined ? {} : { sessionEnded: true }),
      ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    } satisfies ErrorReading;
  },
};

/** `The specified parameter "Scheduler" is not valid.`, `InvalidVServerGroupId.NotFound`. */
function parameterIn(text: string): string | undefined {
  const words = new Set(
    text
      .replace(/\bInvalid(?=[A-Z])/g, '')
      .toLowerCase()
      .split(/\W+/),
  );
  return ROWS.find(({ name }) => words.has(name.toLowerCase()))?.name;
}

/** Messages are checked first, since codes such as InvalidParameter have many meanings. */
function meaningOfCode(code: string, message: string, status: number): Meaning {
  const byMessage = MESSAGES.find(
    (row) => (row.code === undefined || row.code === code) && row.message.test(message),
  );
  if (byMessage !== undefined) return byMessage;
  const byCode = CODES.find((row) => row.code.test(code));
  if (byCode !== undefined) return byCode;
  if (status === 401 || status === 403) return final('auth');
  if (status === 429) return BUSY;
  return status >= 500 ? OUTAGE : final('internal');
}

/** A response without a code comes from a proxy or gateway. */
function meaningOfStatus(status: number, text: string): Meaning {
  if (status === 401 || status === 403) {
    return final('auth', 'a proxy refused the request; check the proxy and the endpoint');
  }
  if (status === 429) return BUSY;
  if (status >= 500) return OUTAGE;
  return final(
    'internal',
    isHtml(text)
      ? 'this is not an SLB endpoint; check --endpoint and the proxy settings'
      : 'check that the endpoint is an SLB endpoint',
  );
}

function readErrorBody(text: string): ErrorBody {
  if (/^\s*<(\?xml|Error)/.test(text)) return readXml(text);
  const body = parseJson(text);
  if (!isObject(body)) return {};
  return withStrings({
    code: body['Code'] ?? body['code'],
    message: body['Message'] ?? body['message'],
    requestId: body['RequestId'] ?? body['requestId'],
    recommend: body['Recommend'],
  });
}

/** Requests with `Format=XML`, and gateways that drop the format, return XML. */
function readXml(text: string): ErrorBody {
  const element = (name: string) =>
    new RegExp(`<${name}>([^<]*)</${name}>`)
      .exec(text)?.[1]
      ?.replace(/&(?:lt|gt|quot|apos|amp|#\d{1,7}|#x[\da-f]{1,6});/gi, decodeEntity);
  return withStrings({
    code: element('Code'),
    message: element('Message'),
    requestId: element('RequestId'),
    recommend: element('Recommend'),
  });
}

/** `&amp;`, `&#38;` or `&#x26;`. */
function decodeEntity(entity: string): string {
  const number = /^&#(x?)([\da-f]+);$/i.exec(entity);
  if (number === null) return ENTITIES[entity] ?? entity;
  const code = Number.parseInt(number[2] ?? '', number[1] === '' ? 10 : 16);
  return code <= 0x10_ff_ff ? String.fromCodePoint(code) : entity;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&apos;': "'",
  '&amp;': '&',
};

function withStrings(body: Readonly<Record<keyof ErrorBody, unknown>>): ErrorBody {
  return Object.fromEntries(
    Object.entries(body).flatMap(([name, value]) =>
      typeof value === 'string' && value.trim() !== '' ? [[name, value.trim()]] : [],
    ),
  );
}

function hintOf(own: string | undefined, recommend: string | undefined): string | undefined {
  const link =
    recommend !== undefined && /^https:\/\/\S+$/.test(recommend) ? `see ${recommend}` : undefined;
  const parts = [own, link].filter((part) => part !== undefined);
  return parts.length === 0 ? undefined : parts.join('; ');
}

/** `x-acs-retry-after` is in milliseconds, `retry-after` in seconds. */
function retryAfter(headers: Readonly<Record<string, string>>): number | undefined {
  const own = header(headers, 'x-acs-retry-after');
  if (own !== undefined && /^\d{1,9}$/.test(own)) return Number(own);
  const common = header(headers, 'retry-after');
  return common !== undefined && /^\d{1,6}$/.test(common) ? Number(common) * 1000 : undefined;
}

function header(headers: Readonly<Record<string, string>>, name: string): string | undefined {
  return Object.entries(headers)
    .find(([key]) => key.toLowerCase() === name)?.[1]
    ?.trim();
}
