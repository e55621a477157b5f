import { Failure } from '../../../failure.ts';
import { checkManifests } from '../../../manifest/check.ts';
import { type Finding, firstOfEachFile, withLocation } from '../../../manifest/finding.ts';
import { findSources, type Source } from '../../../manifest/sources.ts';
import { offlineResolver } from '../../../manifest/targets.ts';
import { hasErrors, strictly } from '../../../model/violation.ts';
import { countOf } from '../../../output/count.ts';
import { wantsDocument } from '../../../output/format.ts';
import { printableJson } from '../../../output/printable.ts';
import type { Command } from '../../command.ts';
import { type Context, placeFlags } from '../../context.ts';
import { choice } from '../../flag-values.ts';
import { type Flags, type OptionSpec, textFlag, textFlags } from '../../option.ts';
import { messagesAt } from './entry-place.ts';

export const FILE_OPTION: OptionSpec = {
  flag: 'file',
  short: 'f',
  argument: '<path>',
  complete: 'file',
  repeat: true,
  summary: 'manifest, folder of manifests, or - for standard input (repeatable)',
  group: 'Manifest',
};

const FORMATS = ['text', 'github', 'sarif'] as const;

export const command: Command = {
  details:
    'Works offline, without credentials. Each finding names its file, line and column; the exit code is 2 if any is an error. A warning that is intended is accepted by acceptWarnings, a list of rule ids in the listener.',
  options: [
    FILE_OPTION,
    {
      flag: 'format',
      argument: '<format>',
      values: FORMATS,
      summary: 'format of the findings: text, GitHub annotations or SARIF',
      group: 'Manifest',
    },
    {
      flag: 'schema',
      summary: 'print the JSON Schema of manifests, for editors',
      group: 'Manifest',
    },
  ],
  examples: [
    'lbctl listener export --profile sandbox-elb --all > listeners.yaml',
    'lbctl listener validate -f listeners.yaml',
    'lbctl listener validate -f . --format github --strict',
    'lbctl listener validate --schema > lbctl.schema.json',
  ],
  async run({ flags }, context) {
    if (flags['schema'] === true) {
      const { manifestSchema } = await import('../../../manifest/schema.ts');
      context.deps.stdout.write(printableJson(await manifestSchema(), 2));
      return 0;
    }
    const format = choice('--format', FORMATS, textFlag(flags, 'format') ?? 'text');
    const { globals, deps } = context;
    const { listeners, findings } = await checkManifests(
      readSources(flags, context),
      offlineResolver(placeFlags(globals), deps.env),
      messagesAt(context),
    );
    const judged = globals.strict ? strictly(findings) : findings;
    if (format === 'github') {
      const { githubAnnotations } = await import('../../../manifest/annotations.ts');
      deps.stdout.write(githubAnnotations(judged));
    } else if (format === 'sarif') {
      const { sarif } = await import('../../../manifest/sarif.ts');
      deps.stdout.write(printableJson(sarif(judged), 2));
    }
    if (hasErrors(judged)) throw invalid(judged, listeners, context, format !== 'text');
    if (format !== 'text') return 0;
    if (wantsDocument(context.globals)) {
      await context.print.document({ valid: true, listeners, violations: judged });
      return 0;
    }
    const { shown, more } = firstOfEachFile(judged);
    context.warn(shown.map(withLocation));
    if (more !== undefined) context.writeStderr(more);
    deps.stdout.write(`${countOf(listeners, 'listener')}, valid\n`);
    return 0;
  },
};

export function readSources(flags: Flags, { deps }: Context): readonly Source[] {
  const paths = textFlags(flags, 'file');
  if (paths.length > 0) return findSources(paths, () => deps.stdin.read());
  throw new Failure('usage', 'no manifest selected', {
    hint: 'use -f FILE, -f FOLDER, or -f - for standard input',
  });
}

/** @param printed whether the findings are already on stdout */
export function invalid(
  findings: readonly Finding[],
  listeners: number,
  { globals }: Context,
  printed = false,
): Failure {
  const errors = findings.filter(({ severity }) => severity === 'error').length;
  const message = `${countOf(errors, 'error')} in ${countOf(listeners, 'listener')}`;
  if (globals.format === 'json')
    return new Failure('validation', message, { violations: findings });
  const { shown, more } = firstOfEachFile(printed ? [] : findings);
  return new Failure('validation', message, {
    violations: shown.map(withLocation),
    ...(more === undefined ? {} : { hint: more }),
  });
}
