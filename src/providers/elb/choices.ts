import type { Path } from '../../model/fields.ts';
import { isObject } from '../../model/json.ts';
import type { Answer } from '../call.ts';
import type { ChoicePage, Details } from '../calls.ts';
import { crypto } from '../crypto.ts';
import { detailsOf } from '../details.ts';

/** A list request whose items a field can refer to. */
export interface ChoiceList {
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  read(answer: Answer): ChoicePage;
}

/** Where the service pages: certificates come in one piece. */
const PAGE_SIZE = 500;

export function choiceList(path: Path, page: string | undefined): ChoiceList | undefined {
  switch (path) {
    case 'loadBalancer':
      return {
        path: '/loadbalancers',
        query: { limit: String(PAGE_SIZE), ...(page === undefined ? {} : { marker: page }) },
        read: (answer) => pageOf(answer, 'loadbalancers', loadBalancer, PAGE_SIZE),
      };
    case 'tls.certificate':
    case 'tls.sniCertificates':
      return {
        path: '/certificate',
        query: {},
        read: (answer) => pageOf(answer, 'certificates', certificate, Infinity),
      };
    default:
      return undefined;
  }
}

type Item = Readonly<Record<string, unknown>>;

/** The service encodes an empty list as `{}`. */
function pageOf(
  { body }: Answer,
  key: string,
  details: (item: Item) => Details,
  pageSize: number,
): ChoicePage {
  const list = isObject(body) ? body[key] : undefined;
  const items = (Array.isArray(list) ? list : []).filter(isObject);
  const choices = items.map((item) => ({ id: String(item['id']), details: details(item) }));
  const last = choices.at(-1);
  return choices.length < pageSize || last === undefined ? { choices } : { choices, next: last.id };
}

const NETWORKS: Readonly<Record<string, string>> = { External: 'public', Internal: 'private' };

function loadBalancer(item: Item): Details {
  return detailsOf({
    name: item['name'],
    address: item['vip_address'],
    network: NETWORKS[String(item['type'])],
    status: typeof item['status'] === 'string' ? item['status'].toLowerCase() : undefined,
    bandwidth: typeof item['bandwidth'] === 'number' ? `${item['bandwidth']} Mbit/s` : undefined,
    vpc: item['vpc_id'],
    description: item['description'],
  });
}

function certificate(item: Item): Details {
  const { domains, expires } = contentOf(item['certificate']);
  const domain = item['domain'];
  const own = typeof domain === 'string' && domain !== '' ? domain.split(',') : [];
  return detailsOf({
    name: item['name'],
    kind: 'server',
    domains: [...new Set([...own, ...domains])],
    expires,
    description: item['description'],
  });
}

/** The list says neither, but contains the certificates. */
function contentOf(pem: unknown): {
  readonly domains: readonly string[];
  readonly expires?: string;
} {
  const { X509Certificate } = crypto();
  try {
    const { subjectAltName = '', validTo } = new X509Certificate(String(pem));
    const names = subjectAltName.split(', ').filter((name) => name.startsWith('DNS:'));
    return {
      domains: names.map((name) => name.slice('DNS:'.length)),
      expires: isoTime(new Date(validTo)),
    };
  } catch {
    return { domains: [] };
  }
}

function isoTime(time: Date): string {
  return time.toISOString().replace('.000Z', 'Z');
}
