import type { Operation } from '../../model/catalogue.ts';
import { isObject } from '../../model/json.ts';
import { type Parameter, type ParameterValue, spelled } from '../../model/parameter.ts';
import { didYouMean } from '../../model/suggest.ts';
import { quote, splitList } from '../../model/values.ts';
import { asGiven, parseBody } from '../from-file/json-body.ts';
import type { BodyProblem, BodyRead } from '../provider.ts';
import { API_VERSION, protocolOfNoun } from './protocols.ts';
import { readRequestExample } from './request-example.ts';

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
  if ('problem' in parsed) {
    return { values: {}, problems: [{ field: '', problem: parsed.problem }] };
  }
  const problems: BodyProblem[] = [];
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
  return withReference({ values, problems }, operation);
}

/** On update, load balancer and port identify the listener. */
function withReference({ values, problems }: BodyRead, operation: Operation): BodyRead {
  const { LoadBalancerId: loadBalancer, ListenerPort: port, ...rest } = values;
  if (operation.verb === 'create' || (loadBalancer === undefined && port === undefined)) {
    return { values, problems };
  }
  if (typeof loadBalancer !== 'string' || typeof port !== 'number') {
    const field = typeof loadBalancer === 'string' ? 'ListenerPort' : 'LoadBalancerId';
    const state =
      values[field] === undefined || values[field] === null ? 'is missing' : 'is not valid';
    const problem = `${state}; both are needed to identify the listener`;
    return { values: rest, problems: [...problems, { field, problem }] };
  }
  return {
    values: rest,
    problems,
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

/** A value of the wrong type stays as it is. */
function readValue(row: Parameter, json: unknown): ValueRead {
  const { type } = row;
  const value = asGiven(json);
  if (value === null && row.presence !== 'required' && row.presence !== 'identity') {
    return { problem: 'is null, which SLB does not take; leave it out' };
  }
  if (type.kind === 'tags') return readTags(value);
  if (type.kind === 'integer' && typeof value === 'string') return { value: readInteger(value) };
  if (type.kind === 'joined' && typeof value === 'string') {
    return { value: spelled(type, splitList(value)) };
  }
  if (type.kind === 'text' && typeof value === 'number') return { value: String(value) };
  return { value: spelled(type, type.kind === 'choice' ? readWord(value, type.values) : value) };
}

function readInteger(text: string): ParameterValue {
  return /^-?\d{1,15}$/.test(text.trim()) ? Number(text) : text;
}

/** JSON and YAML writers may turn `true` and `on` into booleans. */
function readWord(value: ParameterValue, values: readonly string[]): ParameterValue {
  if (typeof value !== 'boolean') return value;
  const word = values.includes('on') ? (value ? 'on' : 'off') : String(value);
  return values.includes(word) ? word : value;
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
