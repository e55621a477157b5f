import type { Catalogue, Operation, VendorExample } from './catalogue.ts';
import type { Labels } from './labels.ts';
import { type Parameter, sameValue, type Values, valueProblem } from './parameter.ts';
import type { LoadBalancerFacts, Rule, Subject } from './rule.ts';
import type { Violation } from './violation.ts';

export interface Draft {
  readonly operation: Operation;
  /** The listener as it would be. */
  readonly values: Values;
  /** What the listener is before an update. */
  readonly before?: Values;
  /** Parameters that this command gives; on update only what touches them is reported. */
  readonly given: ReadonlySet<string>;
  readonly labels: Labels;
}

/** Every problem at once, in the order of the catalogue, with no I/O. */
export function validate(catalogue: Catalogue, draft: Draft): Violation[] {
  const found = parameterViolations(catalogue, draft);
  const rules = rulesFor(catalogue, draft.operation).offline;
  if (rules.length > 0) addRuleViolations(found, catalogue, draft, rules);
  if (found.length === 0) return found;
  return asPublished(catalogue, draft, inCatalogueOrder(draft, found));
}

/** A field that was given and could not be taken is not missing as well. */
export function withoutEchoes(
  refused: readonly Violation[],
  found: readonly Violation[],
): readonly Violation[] {
  const fields = new Set(refused.flatMap((violation) => violation.fields));
  return found.filter(
    ({ rule, fields: [first = ''] }) => !(rule.endsWith('-required') && fields.has(first)),
  );
}

/** The rules that need the load balancer itself. */
export function validateAgainst(
  catalogue: Catalogue,
  draft: Draft,
  facts: LoadBalancerFacts,
): Violation[] {
  const found: Violation[] = [];
  addRuleViolations(found, catalogue, draft, rulesFor(catalogue, draft.operation).preflight, facts);
  return inCatalogueOrder(draft, found);
}

interface Applicable {
  readonly offline: readonly Rule[];
  readonly preflight: readonly Rule[];
}

/** Sorted out once for each form: listeners may come by the hundred thousand. */
const APPLICABLE = new WeakMap<readonly Rule[], WeakMap<Operation, Applicable>>();

function rulesFor({ rules }: Catalogue, operation: Operation): Applicable {
  const known = APPLICABLE.get(rules) ?? new WeakMap<Operation, Applicable>();
  APPLICABLE.set(rules, known);
  const kept = known.get(operation);
  if (kept !== undefined) return kept;
  const about = rules.filter(
    (rule) =>
      (rule.nouns === undefined || rule.nouns.includes(operation.noun)) &&
      (rule.verbs === undefined || rule.verbs.includes(operation.verb)),
  );
  const sorted = {
    offline: about.filter((rule) => rule.preflight !== true),
    preflight: about.filter((rule) => rule.preflight === true),
  };
  known.set(operation, sorted);
  return sorted;
}

interface Ordered extends Violation {
  readonly at: number;
}

interface Rows {
  readonly byName: ReadonlyMap<string, Parameter>;
  readonly required: readonly Parameter[];
}

const ROWS = new WeakMap<Operation, Rows>();

function rowsOf(operation: Operation): Rows {
  const kept = ROWS.get(operation);
  if (kept !== undefined) return kept;
  const rows = {
    byName: new Map(operation.parameters.map((row) => [row.name, row])),
    required: operation.parameters.filter(({ presence }) => presence === 'required'),
  };
  ROWS.set(operation, rows);
  return rows;
}

/** Goes by what is given and what must be, which is a small part of what could be. */
function parameterViolations(catalogue: Catalogue, draft: Draft): Violation[] {
  const { operation, values, given } = draft;
  const { byName, required } = rowsOf(operation);
  const found: { readonly row: Parameter; readonly violation: Violation }[] = [];
  const add = (row: Parameter, what: Found) =>
    found.push({ row, violation: ofParameter(catalogue, draft, row, what) });
  for (const row of required) {
    if (values[row.name] === undefined) add(row, MISSING);
  }
  for (const name of given) {
    const row = byName.get(name);
    if (row === undefined) continue;
    const value = values[name];
    if (row.presence === 'create-only') add(row, CREATE_ONLY);
    else if (value !== undefined) {
      const what = valueProblem(row.type, value);
      if (what !== undefined) add(row, what);
    }
  }
  if (found.length > 1) {
    const order = operation.parameters;
    found.sort((a, b) => order.indexOf(a.row) - order.indexOf(b.row));
  }
  return found.map(({ violation }) => violation);
}

type Found = Pick<Violation, 'severity'> & { readonly aspect: string; readonly problem: string };

const MISSING: Found = { aspect: 'required', severity: 'error', problem: 'is missing' };
const CREATE_ONLY: Found = {
  aspect: 'create-only',
  severity: 'error',
  problem: 'can only be set when the listener is created; delete it and create it again',
};

function ofParameter(
  catalogue: Catalogue,
  { labels }: Draft,
  row: Parameter,
  found: Found,
): Violation {
  return {
    rule: `${catalogue.id}/${row.flag}-${found.aspect}`,
    severity: found.severity,
    fields: labels.fields([row.name]),
    flags: labels.flags([row.name]),
    message: `${labels.name(row.name)} ${found.problem}`,
    source: row.source,
  };
}

function addRuleViolations(
  found: Violation[],
  catalogue: Catalogue,
  draft: Draft,
  rules: readonly Rule[],
  facts?: LoadBalancerFacts,
): void {
  const { operation, labels, values, before } = draft;
  const subject: Subject = {
    values,
    ...(before === undefined ? {} : { before }),
    noun: operation.noun,
    verb: operation.verb,
    ...(facts === undefined ? {} : { facts }),
    name: labels.name,
    given: labels.given,
  };
  for (const rule of rules) {
    if (!concerns(rule, draft)) continue;
    const message = rule.check(subject);
    if (message === undefined) continue;
    found.push({
      rule: `${catalogue.id}/${rule.id}`,
      severity: typeof rule.severity === 'string' ? rule.severity : rule.severity[operation.verb],
      fields: labels.fields(rule.fields),
      flags: labels.flags(rule.fields),
      message,
      source: rule.source,
    });
  }
}

/** On update, what is wrong with values that nobody touched is not this command's business. */
function concerns(rule: Rule, { operation, given }: Draft): boolean {
  return (
    operation.verb === 'create' ||
    rule.fields.length === 0 ||
    rule.fields.some((name) => given.has(name))
  );
}

/**
 * The vendor's page is the primary truth, also where its example breaks its text: the request
 * that it shows is accepted as published, with warnings.
 */
function asPublished(catalogue: Catalogue, draft: Draft, violations: Violation[]): Violation[] {
  const given = [...draft.given].filter((name) => name !== catalogue.regionParameter);
  const example = catalogue.examples?.find((candidate) => isPublished(candidate, draft, given));
  if (example === undefined) return violations;
  return violations.map((violation) => ({
    ...violation,
    severity: 'warning',
    message: `${violation.message} (sent all the same: it is the example of ${example.source})`,
  }));
}

function isPublished(example: VendorExample, draft: Draft, given: readonly string[]): boolean {
  return (
    example.noun === draft.operation.noun &&
    example.verb === draft.operation.verb &&
    given.length === Object.keys(example.values).length &&
    given.every((name) => sameValue(example.values[name], draft.values[name]))
  );
}

function inCatalogueOrder(
  { operation, labels }: Draft,
  violations: readonly Violation[],
): Violation[] {
  if (violations.length < 2) return [...violations];
  const order = operation.parameters.flatMap((row) => labels.fields([row.name]));
  const place = ({ fields: [first = ''] }: Violation) =>
    order.includes(first) ? order.indexOf(first) : order.length;
  return violations
    .map((violation): Ordered => ({ ...violation, at: place(violation) }))
    .sort((a, b) => a.at - b.at)
    .map(({ at: _, ...violation }) => violation);
}
