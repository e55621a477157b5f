import type { Operation } from '../../model/catalogue.ts';
import { isObject } from '../../model/json.ts';
import type { Parameter, ParameterValue, Values } from '../../model/parameter.ts';
import { didYouMean } from '../../model/suggest.ts';
import { alternatives, describe, quote, splitList } from '../../model/values.ts';
import { parseBody } from '../json-body.ts';
import type { BodyRead } from '../provider.ts';
import { API_VERSION, protocolOfNoun } from './protocols.ts';
import { readRequestExample } from './request-example.ts';

type Problem = Extract<BodyRead, { problems: unknown }>['problems'][number];
type ValueRead = { readonly value: ParameterValue } | { readonly problem: string };

/** Common parameters of all requests; those in a body are ignored, since lbctl sets its own. */
const COMMON = [
  'Format',
  'AccessKeyId',
  'Signature',
  'SignatureMethod',
  'SignatureVersion',
  'SignatureNonce',
  'SignatureType',
  'Timestamp',
  'TimeStamp',
  'SecurityToken',
  'OwnerId',
  'OwnerAccount',
  'ResourceOwnerId',
  'ResourceOwnerAccount',
];

const TAG_ENTRY = /^Tag\.(\d+)\.(Key|Value)$/;

/** Reads a JSON object of parameters, or a request example from the vendor's page. */
export function readBody(text: string, operation: Operation): BodyRead {
  const parsed = text.trimStart().startsWith('{') ? parseBody(text) : readRequestExample(text);
  if ('problem' in parsed) return { problems: [{ field: '', problem: parsed.problem }] };
  const problems: Problem[] = [];
  const values: Record<string, ParameterValue> = {};
  const tags: Record<string, { Key?: unknown; Value?: unknown }> = {};
  for (const [name, value] of Object.entries(parsed.object)) {
    const entry = TAG_ENTRY.exec(name);
    if (entry !== null) {
      const [, number = '', part = ''] = entry;
      tags[number] = { ...tags[number], [part]: value };
      continue;
    }
    if (isCommon(name)) {
      const problem = commonProblem(name, value, operation);
      if (problem !== undefined) problems.push({ field: name, problem });
      continue;
    }
    const row = operation.parameters.find((one) => one.name === name || one.wire === name);
    if (row === undefined) {
      problems.push({ field: name, problem: unknownParameter(name, operation) });
      continue;
    }
    const read: ValueRead =
      values[row.name] === undefined ? readValue(row, value) : { problem: 'is given twice' };
    if ('problem' in read) problems.push({ field: name, problem: read.problem });
    else values[row.name] = read.value;
  }
  const numbered = Object.values(tags);
  if (numbered.length > 0) {
    const read = readTags(numbered);
    if ('problem' in read) problems.push({ field: 'Tag', problem: read.problem });
    else values['Tag'] = read.value;
  }
  return problems.length > 0 ? { problems } : withReference(values, operation);
}

/** On update, load balancer and port identify the listener. */
function withReference(values: Values, operation: Operation): BodyRead {
  const region = values['RegionId'];
  const withRegion = typeof region === 'string' ? { region } : {};
  const { LoadBalancerId: loadBalancer, ListenerPort: port, ...rest } = values;
  if (operation.verb === 'create' || (loadBalancer === undefined && port === undefined)) {
    return { values, ...withRegion };
  }
  if (typeof loadBalancer !== 'string' || typeof port !== 'number') {
    const field = loadBalancer === undefined ? 'LoadBalancerId' : 'ListenerPort';
    return {
      problems: [{ field, problem: 'is missing; both are needed to identify the listener' }],
    };
  }
  return {
    values: rest,
    ...withRegion,
    reference: { by: 'place', loadBalancer, protocol: protocolOfNoun(operation.noun), port },
  };
}

function isCommon(name: string): boolean {
  return name === 'Action' || name === 'Version' || COMMON.includes(name);
}

function commonProblem(name: string, value: unknown, operation: Operation): string | undefined {
  const expected =
    name === 'Action' ? operation.title : name === 'Version' ? API_VERSION : undefined;
  return expected === undefined || value === expected
    ? undefined
    : `must be ${expected} for this command, not ${quote(String(value))}`;
}

function unknownParameter(name: string, operation: Operation): string {
  const known = operation.parameters.map(({ wire }) => wire);
  return `is not a parameter of ${operation.title}${didYouMean(name, known)}`;
}

function readValue(row: Parameter, value: unknown): ValueRead {
  const { type } = row;
  switch (type.kind) {
    case 'integer':
      return readInteger(value);
    case 'joined':
    case 'list':
      if (typeof value === 'string') {
        return { value: splitList(value) };
      }
      return Array.isArray(value) && value.every((item) => typeof item === 'string')
        ? { value }
        : { problem: 'must be a comma-separated string or a list of strings' };
    case 'tags':
      return readTags(value);
    case 'boolean':
      return typeof value === 'boolean' ? { value } : { problem: 'must be true or false' };
    case 'choice':
      return readChoice(value, type.values);
    case 'text':
      return typeof value === 'string' || typeof value === 'number'
        ? { value: String(value) }
        : { problem: 'must be a string' };
  }
}

function readInteger(value: unknown): ValueRead {
  if (typeof value === 'number' && Number.isSafeInteger(value)) return { value };
  return typeof value === 'string' && /^-?\d{1,15}$/.test(value.trim())
    ? { value: Number(value) }
    : { problem: `must be a whole number, not ${describe(value)}` };
}

/** JSON and YAML writers may turn `true` and `on` into booleans. */
function readChoice(value: unknown, values: readonly string[]): ValueRead {
  if (typeof value === 'string') return { value };
  const words = values.includes('on') ? ['off', 'on'] : ['false', 'true'];
  const word = typeof value === 'boolean' ? words[Number(value)] : undefined;
  return word !== undefined && values.includes(word)
    ? { value: word }
    : { problem: `must be ${alternatives(values)}` };
}

/** `[{Key, Value}]` as in the API, or a mapping of strings. */
function readTags(value: unknown): ValueRead {
  const pairs = Array.isArray(value)
    ? value.map((tag: unknown) =>
        isObject(tag)
          ? [tag['Key'] ?? tag['TagKey'], tag['Value'] ?? tag['TagValue'] ?? '']
          : [undefined, undefined],
      )
    : isObject(value)
      ? Object.entries(value)
      : undefined;
  const fits = pairs?.every(([key, text]) => typeof key === 'string' && typeof text !== 'object');
  return pairs !== undefined && fits
    ? { value: Object.fromEntries(pairs.map(([key, text]) => [String(key), String(text)])) }
    : { problem: 'must be a list of {Key, Value}, or a mapping of strings' };
}
