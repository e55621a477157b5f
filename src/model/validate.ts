import type { Catalogue, Operation, VendorExample } from './catalogue.ts';
import type { Labels } from './labels.ts';
import {
  type Parameter,
  sameValue,
  type ValueProblem,
  type Values,
  valueProblem,
} from './parameter.ts';
import type { LoadBalancerFacts, Rule, Subject } from './rule.ts';
import type { Violation } from './violation.ts';

export interface Draft {
  readonly operation: Operation;
  /** The listener as it would be. */
  readonly values: Values;
  /** What the listener is before an update. */
  readonly before?: Values;
  /** Parameters that this command sets; on update, only problems with these are reported. */
  readonly given: ReadonlySet<string>;
  readonly labels: Labels;
}

/** Finds all problems without I/O, in the order of the catalogue. */
export function validate(catalogue: Catalogue, draft: Draft): Violation[] {
  const ofValues = parameterViolations(catalogue, draft, parameterProblem);
  const wrong = ofValues
    .filter(({ severity }) => severity === 'error')
    .flatMap(({ fields }) => fields);
  const isEcho = ({ missing, fields }: Rule) =>
    missing === true &&
    wrong.length > 0 &&
    draft.labels.fields(fields).some((name) => wrong.includes(name));
  const ofRules = ruleViolations(
    catalogue,
    draft,
    (rule) => rule.preflight !== true && !isEcho(rule),
  );
  return asPublished(catalogue, draft, inCatalogueOrder(draft, [...ofValues, ...ofRules]));
}

/** Drops problems that concern a field whose value was refused: it is wrong, not missing as well. */
export function withoutEchoes(
  refused: readonly Violation[],
  found: readonly Violation[],
): readonly Violation[] {
  if (refused.length === 0) return found;
  const fields = new Set(refused.flatMap((violation) => violation.fields));
  return found.filter((violation) => !violation.fields.some((name) => fields.has(name)));
}

/** Finds problems with the values that a change sets, whatever the listener is. */
export function validateGiven(catalogue: Catalogue, draft: Draft): Violation[] {
  const found = parameterViolations(catalogue, draft, givenProblem);
  return asPublished(catalogue, draft, inCatalogueOrder(draft, found));
}

/** Checks the rules that need facts about the load balancer. */
export function validateAgainst(
  catalogue: Catalogue,
  draft: Draft,
  facts: LoadBalancerFacts,
): Violation[] {
  const found = ruleViolations(catalogue, draft, (rule) => rule.preflight === true, facts);
  return inCatalogueOrder(draft, found);
}

function parameterViolations(
  catalogue: Catalogue,
  draft: Draft,
  problemOf: (row: Parameter, draft: Draft) => Problem | undefined,
): Violation[] {
  const violations: Violation[] = [];
  for (const row of draft.operation.parameters) {
    const problem = problemOf(row, draft);
    if (problem !== undefined) violations.push(parameterViolation(catalogue, draft, row, problem));
  }
  return violations;
}

function parameterProblem(row: Parameter, draft: Draft): Problem | undefined {
  const value = draft.values[row.name];
  const isMissing =
    row.presence === 'required'
      ? value === undefined || value === null
      : row.presence === 'kept' && value === null && draft.given.has(row.name);
  return isMissing ? MISSING : givenProblem(row, draft);
}

function givenProblem(row: Parameter, { values, given }: Draft): Problem | undefined {
  const value = values[row.name];
  if (!given.has(row.name)) return undefined;
  if (row.presence === 'create-only') return CREATE_ONLY;
  if (value === undefined || valueProblem(row.type, value) === undefined) return undefined;
  return valueProblem(row.narrowed?.(values) ?? row.type, value);
}

type Problem = Omit<ValueProblem, 'aspect'> & { readonly aspect: string };

const MISSING: Problem = { aspect: 'required', severity: 'error', problem: 'is missing' };
const CREATE_ONLY: Problem = {
  aspect: 'create-only',
  severity: 'error',
  problem: 'can only be set when the listener is created; delete it and create it again',
};

function parameterViolation(
  catalogue: Catalogue,
  { labels }: Draft,
  row: Parameter,
  { aspect, severity, problem }: Problem,
): Violation {
  return {
    rule: `${catalogue.id}/${row.flag}-${aspect}`,
    severity,
    fields: labels.fields([row.name]),
    flags: labels.flags([row.name]),
    message: `${labels.name(row.name)} ${aspect === MISSING.aspect ? labels.missing(row.name) : problem}`,
    source: row.source,
  };
}

function ruleViolations(
  catalogue: Catalogue,
  draft: Draft,
  include: (rule: Rule) => boolean,
  facts?: LoadBalancerFacts,
): Violation[] {
  const { operation, labels, before } = draft;
  const { values, given } = asPossible(draft);
  const subject: Subject = {
    values,
    before,
    noun: operation.noun,
    verb: operation.verb,
    facts,
    sets: (name) => given.has(name),
    name: labels.name,
    given: labels.given,
    spelled: labels.spelled,
    missing: (parameter, because, more) => {
      const reason = because === undefined ? {} : { because };
      return `${labels.name(parameter)} ${labels.missing(parameter, { ...more, ...reason })}`;
    },
  };
  const violations: Violation[] = [];
  for (const rule of catalogue.rules) {
    if (!include(rule) || !applies(rule, operation) || !concerns(rule, operation, given)) continue;
    const message = rule.check(subject);
    if (message === undefined) continue;
    const fields = [...rule.fields, ...(rule.alsoConcerns?.(subject) ?? [])];
    violations.push({
      rule: `${catalogue.id}/${rule.id}`,
      severity: typeof rule.severity === 'string' ? rule.severity : rule.severity[operation.verb],
      fields: labels.fields(fields),
      flags: labels.flags(fields),
      message,
      source: rule.source,
    });
  }
  return violations;
}

function applies({ nouns, verbs }: Rule, { noun, verb }: Operation): boolean {
  return (nouns?.includes(noun) ?? true) && (verbs?.includes(verb) ?? true);
}

/** What an update cannot change stays as it is, so no rule blames other fields for it. */
function asPossible({ operation, values, given, before }: Draft): Pick<Draft, 'values' | 'given'> {
  if (before === undefined) return { values, given };
  const refused = operation.parameters
    .filter((row) => row.presence === 'create-only' && given.has(row.name))
    .map((row) => row.name);
  const kept = { ...values };
  for (const name of refused) {
    const old = before[name];
    if (old === undefined) delete kept[name];
    else kept[name] = old;
  }
  return { values: kept, given: new Set([...given].filter((name) => !refused.includes(name))) };
}

/** An update skips rules about parameters that it does not set. */
function concerns(rule: Rule, operation: Operation, given: ReadonlySet<string>): boolean {
  const blamed = rule.idle === true ? rule.fields.slice(0, 1) : rule.fields;
  return (
    operation.verb === 'create' ||
    rule.always === true ||
    rule.fields.length === 0 ||
    blamed.some((name) => given.has(name))
  );
}

/** The vendor's own example is sent as published, with warnings, even if it breaks the page's rules. */
function asPublished(catalogue: Catalogue, draft: Draft, violations: Violation[]): Violation[] {
  if (violations.length === 0) return violations;
  const given = [...draft.given].filter((name) => name !== catalogue.regionParameter);
  const example = catalogue.examples?.find((candidate) => isPublished(candidate, draft, given));
  if (example === undefined) return violations;
  return violations.map((violation) => ({
    ...violation,
    severity: 'warning',
    message: `${violation.message} (sent anyway: it is the example request of ${example.source})`,
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
  const distinct = withoutRepeats(violations);
  const order = operation.parameters.flatMap((row) => labels.fields([row.name]));
  const position = ({ fields: [first = ''] }: Violation) =>
    order.includes(first) ? order.indexOf(first) : order.length;
  return distinct.toSorted((a, b) => position(a) - position(b));
}

/** Several parameters that carry one field may break rules that say the same about it. */
function withoutRepeats(violations: readonly Violation[]): readonly Violation[] {
  return violations.filter(
    ({ severity, message }, index) =>
      violations.findIndex((one) => one.severity === severity && one.message === message) === index,
  );
}
