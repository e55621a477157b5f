import type { Client } from '../../../client/client.ts';
import { Failure } from '../../../failure.ts';
import { type Checked, checkManifests } from '../../../manifest/check.ts';
import { type Finding, withLocation } from '../../../manifest/finding.ts';
import { Limiter } from '../../../manifest/limiter.ts';
import { type Balancer, byBalancer, type Refreshed, refresh } from '../../../manifest/refresh.ts';
import { type ReplacedListeners, replacedListeners } from '../../../manifest/replaced.ts';
import { planDocument, planSummary, planText } from '../../../manifest/report.ts';
import type { Source } from '../../../manifest/sources.ts';
import { type Reachable, targetResolver } from '../../../manifest/targets.ts';
import { hasErrors, strictly } from '../../../model/violation.ts';
import { wantsDocument } from '../../../output/format.ts';
import { asFailure } from '../../../output/problem.ts';
import type { TargetFlags } from '../../../profile/named.ts';
import { SHARED } from '../../actions/options.ts';
import type { Command } from '../../command.ts';
import { type Context, placeFlags } from '../../context.ts';
import { wholeNumber } from '../../flag-values.ts';
import { withPlace } from '../../hints.ts';
import { type Flags, type OptionSpec, textFlag } from '../../option.ts';
import { pathOf, withCheck } from '../../refused.ts';
import { flagsAt, messagesAt } from './entry-place.ts';
import { FILE_OPTION, invalid, readSources } from './validate.ts';

/** The options that diff and apply share. */
export const PLAN_OPTIONS: readonly OptionSpec[] = [
  FILE_OPTION,
  {
    flag: 'prune',
    summary: 'delete listeners that are not in the manifest, on its load balancers',
    group: 'Manifest',
  },
  {
    flag: 'concurrency',
    argument: '<n>',
    summary: 'load balancers to process in parallel (default: 8)',
    group: 'Manifest',
  },
  {
    flag: 'no-preflight',
    summary: 'skip the read-only calls that check each load balancer first',
    group: 'Manifest',
  },
  { ...SHARED, group: 'Manifest' },
];

export const command: Command = {
  details:
    'Compares the fields in the manifest with the clouds. Exit code 0: no changes; 9: changes.',
  options: PLAN_OPTIONS,
  examples: [
    'lbctl listener export --profile sandbox-elb --all > listeners.yaml',
    'lbctl listener diff -f listeners.yaml --profile sandbox-elb',
    'lbctl listener diff -f listeners.yaml --profile sandbox-elb --prune -o json',
  ],
  async run({ flags }, context) {
    const { refreshed } = await planManifest(flags, context, { dropFailures: false });
    const steps = refreshed.flatMap((one) => one.steps);
    if (wantsDocument(context.globals)) {
      await context.print.document(planDocument(refreshed));
    } else {
      context.writeStdout(planText(refreshed));
      context.note(planSummary(refreshed));
    }
    return steps.length === 0 ? 0 : DIFFERENT;
  },
};

const DIFFERENT = 9;

export interface Planned {
  readonly refreshed: readonly Refreshed[];
  /** Load balancers that could not be read. */
  readonly unread: readonly { readonly balancer: Balancer; readonly failure: Failure }[];
  readonly limiter: Limiter;
  readonly replaced: ReplacedListeners;
}

/** Plans the changes that make the load balancers match the manifest. */
export async function planManifest(
  flags: Flags,
  context: Context,
  options: {
    readonly dropFailures: boolean;
    /** The files of `-f` when absent. */
    readonly sources?: readonly Source[];
    /** The global flags when absent. */
    readonly place?: TargetFlags;
  },
): Promise<Planned> {
  const { globals, deps } = context;
  const concurrency = wholeNumber('--concurrency', textFlag(flags, 'concurrency') ?? '8', 1, 256);
  const limiter = new Limiter(concurrency);
  const checked: Checked<Reachable>[] = [];
  const { listeners, findings } = await checkManifests(
    options.sources ?? readSources(flags, context),
    targetResolver(options.place ?? placeFlags(globals), deps, (line) =>
      context.note(`warning: ${line}`),
    ),
    messagesAt(context),
    (one) => checked.push(one),
  );
  const early = throwOnErrors(findings, listeners, context);
  const connect = connector(context, limiter);
  const replaced = replacedListeners(deps.env);
  const unread: { balancer: Balancer; failure: Failure }[] = [];
  const all = await Promise.all(
    byBalancer(checked).map((balancer) =>
      limiter.run(async () => {
        if (deps.interrupt.aborted) throw new Failure('interrupted', 'interrupted');
        try {
          return await refresh(balancer, {
            prune: flags['prune'] === true,
            preflight: flags['no-preflight'] !== true,
            shared: flags['shared'] === true,
            waitOptions: context.waitOptions,
            connect,
            recall: replaced.recall,
          });
        } catch (error) {
          unread.push({ balancer, failure: placed(asFailure(error), balancer, context) });
          return undefined;
        }
      }),
    ),
  );
  const refreshed = all.filter((one) => one !== undefined);
  const [first] = unread;
  if (first !== undefined && (!options.dropFailures || refreshed.length === 0)) throw first.failure;
  const late = refreshed.flatMap((one) => one.findings);
  context.warn(throwOnErrors([...early, ...late], listeners, context).map(withLocation));
  return { refreshed, unread, limiter, replaced };
}

/** Commands in hints work where the listeners of the load balancer are. */
function placed(
  failure: Failure,
  { wanted: [first], destination: { provider } }: Balancer,
  context: Context,
): Failure {
  const { parameter } = failure.details;
  const path = parameter === undefined ? undefined : pathOf(provider, parameter);
  const flags = flagsAt(first?.entry ?? { fields: {} }, context);
  return withPlace(withCheck(failure, path, undefined), flags, context.deps.env);
}

function throwOnErrors(
  findings: readonly Finding[],
  listeners: number,
  context: Context,
): readonly Finding[] {
  const judged = context.globals.strict ? strictly(findings) : findings;
  if (hasErrors(judged)) throw invalid(judged, listeners, context);
  return judged;
}

/** Connects once per account and region, however many load balancers are there. */
function connector(context: Context, limiter: Limiter) {
  const clients = new Map<string, Promise<Client>>();
  return ({ key, target }: Reachable): Promise<Client> => {
    const existing = clients.get(key);
    if (existing !== undefined) return existing;
    const client = context.connect(target, {
      reads: true,
      finish: true,
      onRetry: (failure) => {
        // Throttled or overloaded, as opposed to a broken connection.
        if (failure.kind === 'unavailable' && failure.details.status !== undefined) limiter.slow();
      },
    });
    clients.set(key, client);
    return client;
  };
}
