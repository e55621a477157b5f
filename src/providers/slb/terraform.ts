import type { Listener } from '../../model/listener.ts';
import type { ParameterValue, Values } from '../../model/parameter.ts';
import { readNative, whereabouts } from './native.ts';
import { ROWS } from './parameters/index.ts';
import type { TerraformArgument } from './parameters/row.ts';
import { isSlbProtocol } from './protocols.ts';

/* Source: terraform-provider-alicloud, resource alicloud_slb_listener. */

/** Algorithms that the resource's own check refuses. */
const UNKNOWN_SCHEDULERS = ['tch', 'qch'];

interface Argument {
  readonly name: string;
  readonly value: string;
  /** The block that it stands in; none when absent. */
  readonly block?: string;
}

/** A resource with its import block. */
export function terraform({ native, status, ref }: Listener): string {
  const { loadBalancer, protocol, port } = whereabouts(native);
  if (!isSlbProtocol(protocol)) {
    return `# Listener ${ref}: alicloud_slb_listener has no ${protocol} listeners.\n`;
  }
  const { values } = readNative(native);
  const name = `${loadBalancer}_${protocol}_${port}`.replace(/[^A-Za-z0-9_]/g, '_');
  const all = ROWS.flatMap((row) => argumentOf(row.name, row.terraform, values[row.name]));
  const [plain, headers] = [all.filter((one) => !one.block), all.filter((one) => one.block)];
  return [
    ...lost(values, status).map((loss) => `# ${loss}`),
    'import {',
    `  to = alicloud_slb_listener.${name}`,
    `  id = ${text(`${loadBalancer}:${protocol}:${port}`)}`,
    '}',
    '',
    `resource "alicloud_slb_listener" "${name}" {`,
    ...aligned([{ name: 'protocol', value: text(protocol) }, ...plain], '  '),
    ...(headers.length === 0 ? [] : ['  x_forwarded_for {', ...aligned(headers, '    '), '  }']),
    '}',
    '',
  ].join('\n');
}

function argumentOf(
  parameter: string,
  argument: TerraformArgument,
  value: ParameterValue | undefined,
): readonly Argument[] {
  if (argument === null || value === undefined || value === '') return [];
  if (typeof argument === 'object') {
    if ('lostUnless' in argument) return [];
    const { argument: name, block } = argument;
    const isOn = String(value === 'on' || value === 'true');
    return [{ name, value: isOn, ...(block === undefined ? {} : { block }) }];
  }
  if (parameter === 'Scheduler' && UNKNOWN_SCHEDULERS.includes(String(value))) return [];
  // The resource has an argument for one list, and another for several.
  if (parameter === 'AclId' && Array.isArray(value) && value.length > 1) {
    return [{ name: 'acl_ids', value: `[${value.map((id) => text(String(id))).join(', ')}]` }];
  }
  return [{ name: argument, value: literal(value) }];
}

function aligned(lines: readonly Argument[], indent: string): readonly string[] {
  const width = Math.max(...lines.map(({ name }) => name.length));
  return lines.map(({ name, value }) => `${indent}${name.padEnd(width)} = ${value}`);
}

/** What the resource can't express. */
function lost(values: Values, status: Listener['status']): readonly string[] {
  const parameters = ROWS.flatMap(({ name, terraform: argument }) => {
    const value = values[name];
    if (value === undefined || argument === null || typeof argument !== 'object') return [];
    if (!('lostUnless' in argument) || value === argument.lostUnless) return [];
    return [`${name} is ${oneLine(value)}, and the resource has no argument for it.`];
  });
  const scheduler = String(values['Scheduler'] ?? '');
  return [
    ...parameters,
    ...(UNKNOWN_SCHEDULERS.includes(scheduler)
      ? [`Scheduler is ${scheduler}, and the resource does not take it.`]
      : []),
    ...(status === 'stopped'
      ? ['the listener is stopped; the resource has no state and starts what it makes.']
      : []),
  ].map((loss) => `Not expressed: ${loss}`);
}

function oneLine(value: ParameterValue): string {
  return typeof value === 'string' ? JSON.stringify(value).slice(1, -1) : JSON.stringify(value);
}

function literal(value: ParameterValue): string {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return text(Array.isArray(value) ? value.join(',') : String(value));
}

/** HCL has JSON's escapes, and two of its own for what would be a template. */
function text(value: string): string {
  // A function, since $ in a text to put in its place has a meaning of its own.
  return JSON.stringify(value)
    .replaceAll('${', () => '$${')
    .replaceAll('%{', '%%{');
}
