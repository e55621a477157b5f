import type { Operation } from '../model/catalogue.ts';
import { Refusal } from '../model/codec.ts';
import type { ListenerFields, Path } from '../model/fields.ts';
import { type Parameter, valueProblem } from '../model/parameter.ts';
import type { Provider } from '../providers/provider.ts';

/** What tells listeners apart that are otherwise made alike. */
const OWN: readonly Path[] = ['loadBalancer', 'port', 'name'];

/** More kinds than that in one manifest are not worth remembering. */
const MOST = 10_000;

/**
 * Remembers which settings were found to be right. Manifests of many listeners repeat a few kinds
 * of them, and what a rule says of a kind needs to be worked out once: for the others only what
 * is their own is checked.
 */
export class SoundShapes {
  readonly #known = new Map<Operation, Set<string>>();

  /** True: nothing is wrong with it. False says nothing. */
  covers(provider: Provider, operation: Operation, fields: ListenerFields): boolean {
    const shapes = this.#known.get(operation);
    if (shapes === undefined || !shapes.has(shapeOf(fields))) return false;
    return OWN.every((path) => isRight(provider, operation, fields, path));
  }

  learn(provider: Provider, operation: Operation, fields: ListenerFields): void {
    if (!isIndependent(provider, operation)) return;
    const shapes = this.#known.get(operation) ?? new Set();
    if (shapes.size >= MOST) shapes.clear();
    this.#known.set(operation, shapes.add(shapeOf(fields)));
  }
}

/** Everything but the values of its own. */
function shapeOf(fields: ListenerFields): string {
  let shape = '';
  for (const path in fields) {
    shape += path;
    if (!OWN.includes(path as Path)) shape += written(fields[path as Path]);
    shape += ',';
  }
  return shape;
}

/** Different for different values; a text is told with its length, since it may hold anything. */
function written(value: unknown): string {
  if (typeof value === 'string') return `:${value.length}"${value}`;
  return typeof value === 'number' ? `:${value}` : `:${JSON.stringify(value)}`;
}

function isRight<P extends Path>(
  provider: Provider,
  operation: Operation,
  fields: ListenerFields,
  path: P,
): boolean {
  const value = fields[path];
  if (value === undefined) return true;
  const encoded = provider.fields[path]?.encode(value, fields);
  if (encoded === undefined || encoded instanceof Refusal) return false;
  const rows = ownRows(provider, operation);
  for (const name in encoded) {
    const row = rows.get(name);
    const given = encoded[name];
    if (row === undefined || given === undefined || valueProblem(row.type, given) !== undefined) {
      return false;
    }
  }
  return true;
}

const OWN_ROWS = new WeakMap<Operation, ReadonlyMap<string, Parameter>>();

/** The parameters that carry a listener's own values. */
function ownRows(provider: Provider, operation: Operation): ReadonlyMap<string, Parameter> {
  const kept = OWN_ROWS.get(operation);
  if (kept !== undefined) return kept;
  const names = OWN.flatMap((path) => provider.fields[path]?.parameters ?? []);
  const rows = new Map(
    operation.parameters.filter(({ name }) => names.includes(name)).map((row) => [row.name, row]),
  );
  OWN_ROWS.set(operation, rows);
  return rows;
}

const INDEPENDENT = new WeakMap<Operation, boolean>();

/** No rule that needs no load balancer looks at a listener's own values. */
function isIndependent(provider: Provider, operation: Operation): boolean {
  const kept = INDEPENDENT.get(operation);
  if (kept !== undefined) return kept;
  const rows = ownRows(provider, operation);
  const independent = provider.rules.every(
    (rule) => rule.preflight === true || !rule.fields.some((name) => rows.has(name)),
  );
  INDEPENDENT.set(operation, independent);
  return independent;
}
