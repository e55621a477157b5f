import { SANDBOX_CREDENTIALS } from '../../../src/sandbox/credentials.ts';
import { issueToken } from '../../../src/sandbox/huawei/tokens.ts';
import type { State } from '../../../src/sandbox/state/model.ts';
import { send } from '../clients.ts';

/* Requests that a real Octavia answered, sent to the sandbox. */

export interface Exchange {
  readonly case: string;
  readonly method: string;
  readonly path: string;
  readonly body?: unknown;
  readonly status: number;
  readonly answer: unknown;
}

const TOKEN = issueToken(SANDBOX_CREDENTIALS.octavia.projectId, new Date('2100-01-01'));
const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;

/** Load balancers and secrets that the recorded requests speak of. */
export function prepare({ octavia }: State, exchanges: readonly Exchange[]): void {
  for (const { path, method, answer } of exchanges) {
    if (method !== 'POST' || !path.endsWith('/loadbalancers')) continue;
    const { id, vip_address: vipAddress } = (answer as { loadbalancer: Record<string, string> })
      .loadbalancer as { id: string; vip_address: string };
    octavia.loadBalancers.set(id, { id, name: '', vipAddress, createdAt: '', busyUntil: 0 });
  }
  const refs = ['http://127.0.0.1:19311/v1/containers/33333333-3333-3333-3333-333333333333'];
  for (const id of [...refs, 'sni-a', 'sni-b', 'client-ca', 'crl', 'notpem']) {
    octavia.certificates.set(id, { id, name: id });
  }
}

export interface Replayed {
  readonly status: number;
  readonly answer: unknown;
}

/** Sends an exchange with the ids that the sandbox gave, and answers with the recorded ones. */
export function replayer(url: string): (exchange: Exchange) => Promise<Replayed> {
  /** By recorded id. */
  const ids = new Map<string, string>();
  const inSandbox = (text: string) => text.replace(UUID, (id) => ids.get(id) ?? id);
  return async ({ method, path, body, answer }) => {
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    const reply = await send(`${url}${inSandbox(path)}`, {
      method,
      headers: { 'x-auth-token': TOKEN, 'content-type': 'application/json' },
      ...(body === null || body === undefined ? {} : { body: inSandbox(text) }),
    });
    const created = idIn(reply.body);
    const recorded = idIn(answer);
    if (method === 'POST' && created !== undefined && recorded !== undefined) {
      ids.set(recorded, created);
    }
    const back = new Map([...ids].map(([one, other]) => [other, one]));
    const shown = JSON.stringify(reply.body ?? null).replace(UUID, (id) => back.get(id) ?? id);
    return { status: reply.status, answer: comparable(JSON.parse(shown)) };
  };
}

function idIn(answer: unknown): string | undefined {
  const [object] = Object.values((answer ?? {}) as Record<string, { id?: string }>);
  return typeof object === 'object' ? object?.id : undefined;
}

/** Attributes that differ from one server to the next. */
const OTHERS = ['created_at', 'updated_at', 'project_id', 'tenant_id', 'operating_status'];

/** Without times and projects; the order of sets, and what the service quotes of a body, are open. */
export function comparable(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value
      .map(comparable)
      .toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
  }
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(
      Object.entries(value)
        .filter(([name]) => !OTHERS.includes(name) && !name.endsWith('_links'))
        .map(([name, item]) => [name, comparable(item)])
        .sort(([a], [b]) => (String(a) < String(b) ? -1 : 1)),
    );
  }
  if (typeof value !== 'string') return value;
  return value
    .replace(/^(Invalid input for field\/attribute \w+_\. Value: ').*('\. )/s, '$1…$2')
    .replace(
      /(Value should be one of: )(.*)$/,
      (_, start, list) => start + list.split(', ').sort().join(', '),
    );
}
