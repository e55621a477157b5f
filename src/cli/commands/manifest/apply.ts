import { Failure } from '../../../failure.ts';
import { execute, type StepResult } from '../../../manifest/execute.ts';
import { isFile, type Location, locationText } from '../../../manifest/finding.ts';
import { previewStep } from '../../../manifest/preview.ts';
import type { Refreshed } from '../../../manifest/refresh.ts';
import {
  countResults,
  planSummary,
  planText,
  resultText,
  stepDocument,
  unchangedOf,
} from '../../../manifest/report.ts';
import { countOf } from '../../../output/count.ts';
import { wantsDocument } from '../../../output/format.ts';
import { asFailure, errorDocument } from '../../../output/problem.ts';
import { createProgress } from '../../../output/progress.ts';
import type { Command } from '../../command.ts';
import { canAsk, confirm } from '../../confirm.ts';
import type { Context } from '../../context.ts';
import { PLAN_OPTIONS, type Planned, planManifest } from './diff.ts';

export const command: Command = {
  details:
    'Shows the planned changes, asks for confirmation, and applies them; requires --yes without a terminal. It is safe to run again after an interruption: it applies the remaining changes. Exit code 8: some changes failed.',
  options: [
    ...PLAN_OPTIONS,
    {
      flag: 'allow-replace',
      summary: 'delete and re-create a listener that cannot be changed in place',
      group: 'Manifest',
    },
  ],
  examples: [
    'lbctl listener export --profile sandbox-elb --all > listeners.yaml',
    'lbctl listener apply -f listeners.yaml --profile sandbox-elb --dry-run',
    'lbctl listener apply -f listeners.yaml --profile sandbox-elb --yes --prune -o json',
  ],
  async run({ flags }, context) {
    const planned = await planManifest(flags, context, { dropFailures: true });
    return applyPlan(context, planned, {
      verb: 'apply',
      allowReplace: flags['allow-replace'] === true,
      shared: flags['shared'] === true,
    });
  },
};

interface ApplyOptions {
  /** The command, for messages. */
  readonly verb: 'apply' | 'copy';
  readonly allowReplace: boolean;
  readonly shared: boolean;
}

/** Asks, makes the planned changes, and reports. */
export async function applyPlan(
  context: Context,
  planned: Planned,
  { verb, allowReplace, shared }: ApplyOptions,
): Promise<number> {
  const { deps, globals } = context;
  const { refreshed, limiter, replaced } = planned;
  if (!allowReplace) checkReplacements(refreshed, verb);
  const total = refreshed.reduce((sum, { steps }) => sum + steps.length, 0);
  if (globals.dryRun) return dryRun(context, refreshed);
  if (total > 0) {
    if (canAsk(context) && !globals.yes) planText(refreshed).forEach(context.note);
    const summary = planSummary(refreshed);
    await confirm(context, {
      required: `${verb} requires confirmation (${summary})`,
      question: `${verb === 'copy' ? 'Copy' : 'Apply'} (${summary})?`,
      declined: 'nothing was changed',
    });
  }
  const progress = createProgress(deps.stderr, total, globals.quiet);
  const done = await execute(refreshed, {
    limiter,
    wait: context.wait,
    shared,
    replaced,
    interrupted: () => deps.interrupt.aborted,
    asFailure,
    onStep: (result) => progress.step(resultText(result)),
  });
  progress.end();
  return report(context, planned, done);
}

/** A listener is unavailable while it is replaced, so that requires an explicit flag. */
function checkReplacements(refreshed: readonly Refreshed[], verb: ApplyOptions['verb']): void {
  const replaced = refreshed.flatMap(({ steps }) =>
    steps.flatMap((step) => (step.action === 'replace' ? [step] : [])),
  );
  if (replaced.length === 0) return;
  throw new Failure(
    'validation',
    `${countOf(replaced.length, 'listener')} must be replaced to match the ${verb === 'copy' ? 'copies' : 'manifest'}`,
    {
      hint:
        verb === 'copy'
          ? 'delete what has these ports on the new load balancer, or copy the others one by one'
          : 'add --allow-replace, or change the manifest; see lbctl listener diff',
      violations: replaced.map(({ listener, fixed, checked }) => ({
        rule: 'manifest/needs-replace',
        severity: 'error',
        fields: fixed,
        flags: verb === 'copy' ? [] : ['--allow-replace'],
        message: `${placeOf(checked.locate(''))}${listener} must be replaced: ${fixed.join(', ')} cannot be changed in place`,
        source: checked.destination.provider.title,
      })),
    },
  );
}

function placeOf(location: Location): string {
  return isFile(location) ? `${locationText(location)}: ` : '';
}

async function dryRun(context: Context, refreshed: readonly Refreshed[]): Promise<number> {
  const requests = refreshed.flatMap(({ client, steps }) =>
    steps.flatMap((step) => previewStep(client, step)),
  );
  await context.print.dryRun({ requests, warnings: [] });
  return 0;
}

async function report(
  context: Context,
  { refreshed, unread }: Planned,
  done: readonly StepResult[],
): Promise<number> {
  const { done: counts, unchanged: already, failed, skipped } = countResults(done);
  const interrupted = context.deps.interrupt.aborted;
  const unchanged = unchangedOf(refreshed) + already;
  const hint = 'run it again to apply the remaining changes';
  if (wantsDocument(context.globals)) {
    await context.print.document({
      changes: done.map(({ step, outcome }) => ({
        ...stepDocument(step),
        result: outcome.kind,
        ...(outcome.kind === 'failed' ? errorDocument(outcome.failure) : {}),
        ...(outcome.kind === 'skipped' ? { reason: outcome.reason } : {}),
      })),
      unread: unread.map(({ balancer, failure }) => ({
        loadBalancer: balancer.loadBalancer,
        ...errorDocument(failure),
      })),
      summary: { ...counts, failed, skipped, unread: unread.length, unchanged },
      interrupted,
    });
  } else {
    context.writeStdout([reportLine(counts, unchanged, failed, skipped, unread.length)]);
    for (const { step, outcome } of done) {
      if (outcome.kind === 'failed') {
        context.writeStderr(`failed: ${step.action} ${step.listener}: ${explain(outcome.failure)}`);
      }
    }
    for (const { balancer, failure } of unread) {
      context.writeStderr(
        `failed: ${balancer.loadBalancer} could not be read: ${explain(failure)}`,
      );
    }
  }
  if (interrupted) {
    throw new Failure('interrupted', 'interrupted; requests in flight were completed', { hint });
  }
  const problems = [
    ...(failed + skipped === 0
      ? []
      : [`${countOf(failed + skipped, 'change')} of ${done.length} failed`]),
    ...(unread.length === 0
      ? []
      : [`${countOf(unread.length, 'load balancer')} could not be read`]),
  ];
  if (problems.length === 0) return 0;
  throw new Failure('partial', problems.join(', and '), failed + skipped === 0 ? {} : { hint });
}

function explain({ message, details }: Failure): string {
  return details.hint === undefined ? message : `${message} (${details.hint})`;
}

function reportLine(
  counts: Readonly<Record<string, number>>,
  unchanged: number,
  failed: number,
  skipped: number,
  unread: number,
): string {
  const parts = Object.entries(counts).map(([what, count]) => `${count} ${what}`);
  return [
    ...parts,
    `${unchanged} unchanged`,
    ...(failed === 0 ? [] : [`${failed} failed`]),
    ...(skipped === 0 ? [] : [`${skipped} not tried`]),
    ...(unread === 0 ? [] : [`${countOf(unread, 'load balancer')} not read`]),
  ].join(', ');
}
