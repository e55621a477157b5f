import type { Operation } from '../../model/catalogue.ts';
import { kebab, type Parameter, type Presence } from '../../model/parameter.ts';
import type { OperationVerb } from '../../model/rule.ts';
import { ROWS } from './parameters/index.ts';
import type { Row } from './parameters/row.ts';
import { createAction, nounOf, protocolOfNoun, type SlbProtocol, setAction } from './protocols.ts';

export function operationOf(protocol: SlbProtocol, verb: OperationVerb): Operation {
  return OPERATIONS[protocol][verb];
}

export function operationFor(noun: string, verb: OperationVerb): Operation {
  const protocol = protocolOfNoun(noun);
  if (protocol === undefined) throw new Error(`slb has no parameters for ${noun} ${verb}`);
  return operationOf(protocol, verb);
}

/** The protocols whose listeners have a parameter. */
export function protocolsWith(name: string): readonly SlbProtocol[] {
  return ROWS.find((row) => row.name === name)?.protocols ?? [];
}

function derive(protocol: SlbProtocol, verb: OperationVerb): Operation {
  const title = verb === 'create' ? createAction(protocol) : setAction(protocol);
  return {
    noun: nounOf(protocol),
    verb,
    title,
    parameters: ROWS.filter(
      (row) => row.protocols.includes(protocol) && !(row.life === 'set-only' && verb === 'create'),
    ).map((row) => parameter(row, protocol, verb, title)),
  };
}

function parameter(row: Row, protocol: SlbProtocol, verb: OperationVerb, title: string): Parameter {
  const exceptions = (row.except ?? []).filter(
    (exception) => exception.protocols.includes(protocol) && exception.verbs.includes(verb),
  );
  const wire = exceptions.find((exception) => exception.wire !== undefined)?.wire ?? row.name;
  const type = exceptions.find((exception) => exception.type !== undefined)?.type ?? row.type;
  const createOnly = row.life === 'create-only' && verb === 'update';
  return {
    name: row.name,
    wire,
    flag: kebab(wire),
    type,
    presence: presence(row, protocol, verb),
    path: row.path,
    summary: row.summary,
    // The effect of omitting a parameter from a Set request is undocumented.
    ...(row.default === undefined || verb === 'update' ? {} : { default: row.default }),
    source: `${createOnly ? createAction(protocol) : title}: ${wire}`,
  };
}

function presence(row: Row, protocol: SlbProtocol, verb: OperationVerb): Presence {
  if (row.life === 'identity') return verb === 'create' ? 'required' : 'identity';
  if (verb === 'update') return row.life === 'create-only' ? 'create-only' : 'optional';
  return row.requiredFor?.includes(protocol) ? 'required' : 'optional';
}

const both = (protocol: SlbProtocol) => ({
  create: derive(protocol, 'create'),
  update: derive(protocol, 'update'),
});

const OPERATIONS: Readonly<Record<SlbProtocol, Readonly<Record<OperationVerb, Operation>>>> = {
  http: both('http'),
  https: both('https'),
  tcp: both('tcp'),
  udp: both('udp'),
};
