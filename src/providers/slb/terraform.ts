import { hclComment, hclString } from '../../formats/hcl.ts';
import type { Listener } from '../../model/listener.ts';
import type { ParameterValue, Values } from '../../model/parameter.ts';
import { addressOf, readNative } from './native.ts';
import { ROWS } from './parameters/index.ts';
import type { TerraformArgument } from './parameters/row.ts';
import { isSlbProtocol } from './protocols.ts';

/* Source: terraform-provider-alicloud, resource alicloud_slb_listener. */

/** Algorithms that the resource does not support. */
const UNSUPPORTED_SCHEDULERS = ['tch', 'qch'];

interface Argument {
  readonly name: string;
  readonly value: string;
  /** The nested block that contains it. */
  readonly block?: string;
}

/** A resource with its import block. */
export function terraform({ native, status, ref }: Listener): string {
  const { loadBalancer, protocol, port } = addressOf(native);
  if (!isSlbProtocol(protocol)) {
    return `${hclComment(`Listener ${ref}: alicloud_slb_listener has no ${protocol} listeners.`)}\n`;
  }
  const { values } = readNative(native);
  const name = `${loadBalancer}_${protocol}_${port}`
    .replace(/[^A-Za-z0-9_]/g, '_')
    .replace(/^(?=\d)/, '_');
  const all = ROWS.flatMap((row) => argumentOf(row.name, row.terraform, values[row.name]));
  const plain = all.filter(({ block }) => block === undefined);
  const headers = all.filter(({ block }) => block !== undefined);
  return [
    ...losses(values, status).map((loss) => hclComment(`Not expressed: ${loss}`)),
    'import {',
    `  to = alicloud_slb_listener.${name}`,
    `  id = ${hclString(`${loadBalancer}:${protocol}:${port}`)}`,
    '}',
    '',
    `resource "alicloud_slb_listener" "${name}" {`,
    ...aligned([{ name: 'protocol', value: hclString(protocol) }, ...plain], '  '),
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
  if (parameter === 'Scheduler' && UNSUPPORTED_SCHEDULERS.includes(String(value))) return [];
  if (parameter === 'AclId' && Array.isArray(value) && value.length > 1) {
    return [{ name: 'acl_ids', value: `[${value.map((id) => hclString(String(id))).join(', ')}]` }];
  }
  return [{ name: argument, value: literal(value) }];
}

function aligned(lines: readonly Argument[], indent: string): readonly string[] {
  const width = Math.max(...lines.map(({ name }) => name.length));
  return lines.map(({ name, value }) => `${indent}${name.padEnd(width)} = ${value}`);
}

/** Settings that the resource does not support. */
function losses(values: Values, status: Listener['status']): readonly string[] {
  const parameters = ROWS.flatMap(({ name, terraform: argument }) => {
    const value = values[name];
    if (value === undefined || argument === null || typeof argument !== 'object') return [];
    if (!('lostUnless' in argument) || value === argument.lostUnless) return [];
    const shown = typeof value === 'string' ? value : JSON.stringify(value);
    return [`${name} is ${shown}, but the resource has no argument for it.`];
  });
  const scheduler = String(values['Scheduler'] ?? '');
  return [
    ...parameters,
    ...(UNSUPPORTED_SCHEDULERS.includes(scheduler)
      ? [`Scheduler is ${scheduler}, but the resource does not support it.`]
      : []),
    ...(status === 'stopped'
      ? ['the listener is stopped, but the resource always starts listeners.']
      : []),
  ];
}

function literal(value: ParameterValue): string {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return hclString(Array.isArray(value) ? value.join(',') : String(value));
}
