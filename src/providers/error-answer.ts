import type { ErrorReading } from './calls.ts';

/** What an error code or status means, whatever its message. */
export type Meaning = Pick<ErrorReading, 'kind' | 'retry'> &
  Partial<Pick<ErrorReading, 'hint' | 'sessionEnded'>>;

/** An error that a retry does not help. */
export function final(kind: ErrorReading['kind'], hint?: string): Meaning {
  return { kind, retry: 'never', ...(hint === undefined ? {} : { hint }) };
}

/** Refused before anything was done; goes away by itself. */
export const BUSY: Meaning = { kind: 'unavailable', retry: 'always' };

/** The request may have been processed all the same. */
export const OUTAGE: Meaning = { kind: 'unavailable', retry: 'safe' };

/** The message for an answer that is not one of the service's. */
export function foreignAnswer(status: number, text: string, contentType = ''): string {
  if (isHtml(text) || /html/i.test(contentType)) {
    return `a gateway or proxy answered with an HTML page (HTTP ${status}) instead of the API`;
  }
  return text.trim() === ''
    ? `HTTP ${status} without a body`
    : `HTTP ${status} with a body that is not understood`;
}

export function isHtml(text: string): boolean {
  return /^\s*<(!doctype|html)/i.test(text);
}

/** @returns undefined if the text is not JSON */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
