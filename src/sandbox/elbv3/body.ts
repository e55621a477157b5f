import { isRecord } from '../http.ts';
import type { Settings } from '../state/elbv3.ts';
import type { Elbv3Call } from './call.ts';
import { invalid } from './errors.ts';
import type { Check } from './values.ts';

export interface Field {
  readonly check: Check;
  /** Only in a create. */
  readonly createOnly?: true;
  readonly required?: true;
  /** An update may set it to null; elsewhere null stands for absent. */
  readonly nullable?: true;
}

export type Fields = Readonly<Record<string, Field>>;

/** @throws Elbv3Error when there is no object by that name in the body */
export function unwrap({ request }: Elbv3Call, envelope: string): Settings {
  let body: unknown;
  try {
    body = JSON.parse(request.body.toString('utf8'));
  } catch {
    throw invalid('Malformed request body.');
  }
  const content = isRecord(body) ? body[envelope] : undefined;
  if (!isRecord(content)) throw invalid(`Unable to find '${envelope}' in request body.`);
  return content;
}

/** The attributes of a create, each valid by itself. */
export function parseCreate(call: Elbv3Call, envelope: string, fields: Fields): Settings {
  const body = unwrap(call, envelope);
  for (const [name, { required }] of Object.entries(fields)) {
    if (required && (body[name] ?? undefined) === undefined) {
      throw invalid(`Failed to parse request. Required attribute '${name}' not specified.`);
    }
  }
  return parse(body, fields, () => false);
}

/** The attributes of an update, each valid by itself. */
export function parseUpdate(call: Elbv3Call, envelope: string, fields: Fields): Settings {
  const body = unwrap(call, envelope);
  for (const name of Object.keys(body)) {
    if (fields[name]?.createOnly) throw invalid(`Cannot update read-only attribute ${name}.`);
  }
  return parse(body, fields, ({ nullable }) => nullable === true);
}

function parse(body: Settings, fields: Fields, keepsNull: (field: Field) => boolean): Settings {
  const settings: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(body)) {
    const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
    if (field === undefined) throw invalid(`Unrecognized attribute '${name}'.`);
    if (value === null) {
      if (keepsNull(field)) settings[name] = null;
      continue;
    }
    if (!field.check(value)) throw invalid(`Invalid input for ${name}.`);
    settings[name] = value;
  }
  return settings;
}

/** An update of an object within an object leaves its other attributes. */
export function merge(old: Settings, change: Settings): Settings {
  const merged: Record<string, unknown> = { ...old };
  for (const [name, value] of Object.entries(change)) {
    const before = merged[name];
    merged[name] = isRecord(before) && isRecord(value) ? { ...before, ...value } : value;
  }
  return merged;
}

/** An attribute that is an object; empty when it is absent. */
export function within(settings: Settings, name: string): Settings {
  const value = settings[name];
  return isRecord(value) ? value : {};
}
