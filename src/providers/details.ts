import type { Details } from './calls.ts';

/** Leaves out what the cloud did not say. */
export function detailsOf(named: Readonly<Record<string, unknown>>): Details {
  const details: Record<string, string | readonly string[]> = {};
  for (const [name, value] of Object.entries(named)) {
    if (Array.isArray(value)) {
      if (value.length > 0) details[name] = value.map(String);
    } else if (value !== undefined && value !== null && value !== '') details[name] = String(value);
  }
  return details;
}
