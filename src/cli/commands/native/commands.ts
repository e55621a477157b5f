import { Failure, violationFailure } from '../../../failure.ts';
import type { Protocol } from '../../../model/fields.ts';
import { nativeLabels } from '../../../model/labels.ts';
import {
  type Parameter,
  type ParameterValue,
  type Values,
  valueProblem,
} from '../../../model/parameter.ts';
import { withArticle } from '../../../model/values.ts';
import type { Violation } from '../../../model/violation.ts';
import type { Change } from '../../../operations/change.ts';
import { parseReference } from '../../../operations/find.ts';
import { listListeners } from '../../../operations/list.ts';
import type { NativeNoun, Provider, Verb } from '../../../providers/provider.ts';
import type { Reference } from '../../../providers/reference.ts';
import type { ProviderId } from '../../../providers/registry.ts';
import { runCreate } from '../../actions/create.ts';
import { runDelete } from '../../actions/delete.ts';
import { runShow } from '../../actions/show.ts';
import { runSetState } from '../../actions/state.ts';
import { runUpdate } from '../../actions/update.ts';
import type { Command, Invocation } from '../../command.ts';
import { nativeOptions, readNative, readNativeFlags } from '../../input.ts';
import { askWhenIncomplete, mayAsk } from '../../interactive.ts';
import { type Flags, type OptionSpec, textFlag } from '../../option.ts';
import { CHANGE_OPTIONS, INTERACTIVE_OPTION, START_OPTION } from '../listener/create.ts';
import { IGNORE_MISSING } from '../listener/delete.ts';
import { readStatus, STATUS_FILTER } from '../listener/list.ts';

const FROM_FILE: OptionSpec = {
  flag: 'from-file',
  argument: '<file|->',
  complete: 'file',
  summary: 'the vendor\u2019s own request body; flags beside it win',
  group: 'Change',
};

const SUMMARIES: Readonly<Record<Verb, string>> = {
  create: 'Create',
  update: 'Change',
  show: 'Show',
  list: 'List',
  start: 'Start',
  stop: 'Stop',
  delete: 'Delete',
};

/** A native command: exactly the parameters of the vendor's page, as flags. */
export function nativeCommand(provider: Provider, noun: NativeNoun, verb: Verb): Command {
  const id = provider.id as ProviderId;
  const summary = `${SUMMARIES[verb]} ${verb === 'list' ? noun.summary : singular(noun.summary)}`;
  const examples = samplesOf(provider, noun, verb);
  const exists = { argument: listenerArgument(noun), examples };
  switch (verb) {
    case 'create':
      return { ...createCommand(provider, id, noun, summary), examples };
    case 'update':
      return { ...exists, ...updateCommand(provider, id, noun, summary) };
    case 'list':
      return { ...listCommand(provider, id, summary), examples };
    case 'show':
      return {
        ...exists,
        summary,
        options: placeOptions(provider, noun),
        async run(invocation, context) {
          const region = regionFrom(placeRows(provider, noun), provider, invocation.flags);
          const target = await context.target(id, region);
          return runShow(context, target, referenceFrom(provider, noun, invocation, undefined));
        },
      };
    case 'start':
    case 'stop':
      return {
        ...exists,
        summary,
        options: placeOptions(provider, noun),
        async run(invocation, context) {
          const region = regionFrom(placeRows(provider, noun), provider, invocation.flags);
          const target = await context.target(id, region);
          const reference = referenceFrom(provider, noun, invocation, undefined);
          return runSetState(context, target, reference, verb === 'start' ? 'running' : 'stopped');
        },
      };
    case 'delete':
      return {
        ...exists,
        summary,
        options: [...placeOptions(provider, noun), IGNORE_MISSING],
        async run(invocation, context) {
          const region = regionFrom(placeRows(provider, noun), provider, invocation.flags);
          const target = await context.target(id, region);
          const reference = referenceFrom(provider, noun, invocation, undefined);
          const ignoreMissing = invocation.flags['ignore-missing'] === true;
          return runDelete(
            context,
            target,
            reference,
            invocation.argument ?? 'there',
            ignoreMissing,
          );
        },
      };
  }
}

function samplesOf(provider: Provider, noun: NativeNoun, verb: Verb): readonly string[] {
  const sample = noun.samples[verb];
  if (sample === undefined) return [];
  return [`lbctl ${provider.id} ${noun.noun} ${verb} --profile sandbox-${provider.id} ${sample}`];
}

function createCommand(
  provider: Provider,
  id: ProviderId,
  noun: NativeNoun,
  summary: string,
): Command {
  const operation = provider.operation(noun.noun, 'create');
  const starts = noun.verbs.includes('start');
  return {
    summary,
    details: `Sends what is given and nothing else. The vendor's page: ${operation.title}.`,
    options: [
      ...nativeOptions(operation.parameters),
      FROM_FILE,
      ...(starts ? [START_OPTION] : []),
      INTERACTIVE_OPTION,
      ...CHANGE_OPTIONS,
    ],
    examples: [],
    async run({ flags }, context) {
      const { change, region } = await readNative(provider, operation, flags, context);
      const target = await context.target(id, region);
      const options = {
        preflight: flags['no-preflight'] !== true,
        start: flags['start'] === true,
        interactive: flags['interactive'] === true,
      };
      if (change.violations.length === 0 && mayAsk(context, options.interactive)) {
        const { nativeFormState } = await import('../../../wizard/form-state.ts');
        const formState = nativeFormState(
          provider,
          operation,
          change.values,
          target.settings.region,
        );
        const command = ['lbctl', id, noun.noun, 'create'];
        const filled = await askWhenIncomplete(context, target, formState, command, options);
        if (filled !== undefined) return filled;
      }
      return runCreate(context, target, change, options);
    },
  };
}

function updateCommand(provider: Provider, id: ProviderId, noun: NativeNoun, summary: string) {
  const operation = provider.operation(noun.noun, 'update');
  const command: Omit<Command, 'examples'> = {
    summary,
    details: `The listener is read first; when nothing would change nothing is sent. The vendor's page: ${operation.title}.`,
    argument: listenerArgument(noun),
    options: [
      ...nativeOptions(
        operation.parameters.filter(
          (row) => row.presence !== 'identity' && row.name !== provider.regionParameter,
        ),
      ),
      ...placeOptions(provider, noun),
      FROM_FILE,
      ...CHANGE_OPTIONS,
    ],
    async run(invocation, context) {
      const { change, region, reference } = await readNative(
        provider,
        operation,
        invocation.flags,
        context,
      );
      const place = referenceFrom(provider, noun, invocation, reference);
      const asked = withoutPlace(change, provider);
      if (asked.given.size === 0 && asked.violations.length === 0) {
        throw new Failure('usage', 'nothing to change is given', {
          hint: `lbctl ${id} ${noun.noun} update --help lists what can be changed`,
        });
      }
      const target = await context.target(id, region);
      return runUpdate(
        context,
        target,
        place,
        (current) => (current === undefined ? asked : beside(asked, provider.valuesOf(current))),
        invocation.flags['no-preflight'] !== true,
        asked,
      );
    },
  };
  return command;
}

function listCommand(provider: Provider, id: ProviderId, summary: string): Command {
  const filters = provider.filters ?? [];
  return {
    summary,
    options: [
      ...nativeOptions(filters).map((option) => ({ ...option, group: 'Filters' })),
      STATUS_FILTER,
    ],
    examples: [],
    async run({ flags }, context) {
      const native = readNativeFlags(filters, flags);
      const violations = filters.flatMap((row) => filterViolation(provider, row, native[row.name]));
      if (violations.length > 0) throw violationFailure(violations, id);
      const status = readStatus(flags);
      const target = await context.target(id, regionFrom(filters, provider, flags));
      const client = await context.connect(target, { reads: true });
      const found = await listListeners(client, {
        fields: {},
        native,
        ...(status === undefined ? {} : { status }),
      });
      await context.answer.listeners(found);
      return 0;
    },
  };
}

function filterViolation(
  provider: Provider,
  row: Parameter,
  value: ParameterValue | undefined,
): readonly Violation[] {
  const found = value === undefined ? undefined : valueProblem(row.type, value);
  if (found === undefined || found.severity === 'warning') return [];
  return [
    {
      rule: `${provider.id}/${row.flag}-${found.aspect}`,
      severity: 'error',
      fields: [row.wire],
      flags: [`--${row.flag}`],
      message: `--${row.flag} ${found.problem}`,
      source: row.source,
    },
  ];
}

/** Where the noun says the protocol, load balancer and port say the rest. */
function referenceFrom(
  provider: Provider,
  noun: NativeNoun,
  { argument, flags }: Invocation,
  fromBody: Reference | undefined,
): Reference {
  const { protocol } = noun;
  if (argument !== undefined) return ofProtocol(parseReference(provider, argument), protocol, noun);
  const place = placeFlags(provider, noun);
  if (place !== undefined) {
    const loadBalancer = textFlag(flags, place.loadBalancer);
    const port = textFlag(flags, place.port);
    if (loadBalancer !== undefined && port !== undefined) {
      return parseReference(provider, `${loadBalancer}/${protocol}/${port}`);
    }
    if (fromBody !== undefined) return ofProtocol(fromBody, protocol, noun);
  }
  throw new Failure('usage', 'it is not said which listener is meant', {
    hint:
      place === undefined
        ? 'give its id or its name'
        : `give <load-balancer>/${protocol}/<port>, or --${place.loadBalancer} and --${place.port}`,
  });
}

function ofProtocol(
  reference: Reference,
  protocol: Protocol | undefined,
  { noun }: NativeNoun,
): Reference {
  if (reference.by !== 'place' || protocol === undefined) return reference;
  if (reference.protocol === undefined || reference.protocol === protocol)
    return { ...reference, protocol };
  throw new Failure(
    'usage',
    `${withArticle(reference.protocol)} listener is not ${withArticle(noun)}`,
  );
}

/** Parameters that say which listener, where the noun says its protocol. */
function placeRows(provider: Provider, noun: NativeNoun): readonly Parameter[] {
  if (noun.protocol === undefined) return [];
  const { parameters } = provider.operation(noun.noun, 'update');
  return parameters.filter(
    (row) => row.presence === 'identity' || row.name === provider.regionParameter,
  );
}

/** The region that a command's own parameter says. */
function regionFrom(
  rows: readonly Parameter[],
  provider: Provider,
  flags: Flags,
): string | undefined {
  const row = rows.find(({ name }) => name === provider.regionParameter);
  return row === undefined ? undefined : textFlag(flags, row.flag);
}

/** The same as options, beside the argument. */
function placeOptions(provider: Provider, noun: NativeNoun): readonly OptionSpec[] {
  return nativeOptions(placeRows(provider, noun)).map((option) => ({
    ...option,
    hidden: false,
    group: 'Which listener',
  }));
}

function placeFlags(provider: Provider, noun: NativeNoun) {
  const rows = placeRows(provider, noun);
  const loadBalancer = rows.find((row) => row.path === 'loadBalancer')?.flag;
  const port = rows.find((row) => row.path === 'port')?.flag;
  return loadBalancer === undefined || port === undefined ? undefined : { loadBalancer, port };
}

/** The same change, with what the listener has beside it to name in messages. */
function beside(change: Change, before: Values): Change {
  const values = { ...before, ...change.values };
  return { ...change, labels: nativeLabels(change.operation.parameters, values) };
}

/** What is to change, without what says which listener and where. */
function withoutPlace(change: Change, provider: Provider): Change {
  const place = new Set(
    change.operation.parameters
      .filter(({ presence, name }) => presence === 'identity' || name === provider.regionParameter)
      .map(({ name }) => name),
  );
  return {
    ...change,
    values: Object.fromEntries(Object.entries(change.values).filter(([name]) => !place.has(name))),
    given: new Set([...change.given].filter((name) => !place.has(name))),
  };
}

function listenerArgument({ protocol }: NativeNoun) {
  return protocol === undefined
    ? ({
        name: 'listener',
        required: true,
        summary: 'id, or name when it is unique',
        complete: 'listener',
      } as const)
    : ({
        name: 'listener',
        required: false,
        summary: `<load-balancer>/${protocol}/<port>`,
        complete: 'listener',
      } as const);
}

function singular(summary: string): string {
  return summary
    .replace(/listeners\b/, 'listener')
    .replace(/^/, 'a ')
    .replace(/^a (http|https|HTTP|HTTPS)\b/, 'an $1');
}
