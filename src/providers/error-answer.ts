import type { ErrorReading } from './calls.ts';

export type Meaning = Pick<ErrorReading, 'kind' | 'retry'> &
  Partial<Pick<ErrorReading, 'hint' | 'locked' | 'missingCall' | 'parameter' | 'sessionEnded'>>;

/** An error that a retry does not fix. */
export function final(kind: ErrorReading['kind'], hint?: string): Meaning {
  return { kind, retry: 'never', ...(hint === undefined ? {} : { hint }) };
}

/** A temporary error; the request was not processed. */
export const BUSY: Meaning = { kind: 'unavailable', retry: 'always' };

/** A temporary error; the request may have been processed. */
export const OUTAGE: Meaning = { kind: 'unavailable', retry: 'safe' };

/** `loadbalancer 1234 could not be found.`, `Load Balancer 1234 not found.` */
export function missingLoadBalancer(message = ''): Pick<Meaning, 'parameter'> {
  return /^load ?balancer /i.test(message) ? { parameter: 'loadbalancer_id' } : {};
}

/** The message for a response that does not come from the service. */
export function foreignAnswer(status: number, text: string, contentType = ''): string {
  if (isHtml(text, contentType)) {
    return `a gateway or proxy answered with an HTML page (HTTP ${status}) instead of the API`;
  }
  return text.trim() === ''
    ? `HTTP ${status} without a body`
    : `HTTP ${status} with an unexpected body`;
}

export function isHtml(text: string, contentType = ''): boolean {
  return /^\s*<(!doctype|html)/i.test(text) || /html/i.test(contentType);
}

/** @returns undefined if the text is not JSON */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
