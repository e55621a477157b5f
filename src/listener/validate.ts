import type { Form, Provider, VendorExample } from '../providers/provider.ts';
import { misfit, type Parameter, sameValue, type Values } from './parameter.ts';
import type { LoadBalancerFacts, Rule, Subject } from './rule.ts';
import type { Surface } from './surface.ts';
import type { Violation } from './violation.ts';

export interface Draft {
  readonly form: Form;
  /** The listener as it would be. */
  readonly values: Values;
  /** What the listener is before an update. */
  readonly before?: Values;
  /** Parameters that this command gives; on update only what touches them is reported. */
  readonly given: ReadonlySet<string>;
  readonly surface: Surface;
}

/** Every problem at once, in the order of the catalogue, with no I/O. */
export function validate(provider: Provider, draft: Draft): Violation[] {
  const single = draft.form.parameters.flatMap((row) => parameterViolations(provider, draft, row));
  const cross = ruleViolations(provider, draft, (rule) => rule.preflight !== true);
  return asPublished(provider, draft, inCatalogueOrder(draft, [...single, ...cross]));
}

/** The rules that need the load balancer itself. */
export function validateAgainst(
  provider: Provider,
  draft: Draft,
  facts: LoadBalancerFacts,
): Violation[] {
  return inCatalogueOrder(
    draft,
    ruleViolations(provider, draft, (rule) => rule.preflight === true, facts),
  );
}

interface Ordered extends Violation {
  readonly at: number;
}

function parameterViolations(provider: Provider, draft: Draft, row: Parameter): Violation[] {
  const value = draft.values[row.name];
  const name = draft.surface.name(row.name);
  const report = (aspect: string, severity: Violation['severity'], message: string): Violation => ({
    rule: `${provider.id}/${row.flag}-${aspect}`,
    severity,
    fields: draft.surface.fields([row.name]),
    flags: draft.surface.flags([row.name]),
    message,
    source: row.source,
  });
  if (row.presence === 'create-only') {
    return draft.given.has(row.name)
      ? [
          report(
            'create-only',
            'error',
            `${name} can only be set when the listener is created; delete it and create it again`,
          ),
        ]
      : [];
  }
  if (value === undefined) {
    return row.presence === 'required' ? [report('required', 'error', `${name} is missing`)] : [];
  }
  if (!draft.given.has(row.name)) return [];
  const found = misfit(row.type, value);
  return found === undefined
    ? []
    : [report(found.aspect, found.severity, `${name} ${found.problem}`)];
}

function ruleViolations(
  provider: Provider,
  draft: Draft,
  wanted: (rule: Rule) => boolean,
  facts?: LoadBalancerFacts,
): Violation[] {
  const subject: Subject = {
    values: draft.values,
    ...(draft.before === undefined ? {} : { before: draft.before }),
    noun: draft.form.noun,
    verb: draft.form.verb,
    ...(facts === undefined ? {} : { facts }),
    name: draft.surface.name,
    given: draft.surface.given,
  };
  return provider.rules.flatMap((rule) => {
    if (!wanted(rule) || !concerns(rule, draft)) return [];
    const message = rule.check(subject);
    if (message === undefined) return [];
    return [
      {
        rule: `${provider.id}/${rule.id}`,
        severity:
          typeof rule.severity === 'string' ? rule.severity : rule.severity[draft.form.verb],
        fields: draft.surface.fields(rule.fields),
        flags: draft.surface.flags(rule.fields),
        message,
        source: rule.source,
      },
    ];
  });
}

/** On update, what is wrong with values that nobody touched is not this command's business. */
function concerns(rule: Rule, { form, given }: Draft): boolean {
  if (rule.nouns !== undefined && !rule.nouns.includes(form.noun)) return false;
  if (rule.verbs !== undefined && !rule.verbs.includes(form.verb)) return false;
  return (
    form.verb === 'create' ||
    rule.fields.length === 0 ||
    rule.fields.some((name) => given.has(name))
  );
}

/**
 * The vendor's page is the primary truth, also where its example breaks its text: the request
 * that it shows is accepted as published, with warnings.
 */
function asPublished(provider: Provider, draft: Draft, violations: Violation[]): Violation[] {
  const given = [...draft.given].filter((name) => name !== provider.regionParameter);
  const example = provider.examples.find((candidate) => isPublished(candidate, draft, given));
  if (example === undefined) return violations;
  return violations.map((violation) => ({
    ...violation,
    severity: 'warning',
    message: `${violation.message} (sent all the same: it is the example of ${example.source})`,
  }));
}

function isPublished(example: VendorExample, draft: Draft, given: readonly string[]): boolean {
  return (
    example.noun === draft.form.noun &&
    example.verb === draft.form.verb &&
    given.length === Object.keys(example.values).length &&
    given.every((name) => sameValue(example.values[name], draft.values[name]))
  );
}

function inCatalogueOrder({ form, surface }: Draft, violations: readonly Violation[]): Violation[] {
  if (violations.length < 2) return [...violations];
  const order = form.parameters.flatMap((row) => surface.fields([row.name]));
  const place = ({ fields: [first = ''] }: Violation) =>
    order.includes(first) ? order.indexOf(first) : order.length;
  return violations
    .map((violation): Ordered => ({ ...violation, at: place(violation) }))
    .sort((a, b) => a.at - b.at)
    .map(({ at: _, ...violation }) => violation);
}
