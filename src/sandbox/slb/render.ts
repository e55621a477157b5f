import { hex, isRecord, type Reply } from '../exchange.ts';

/** An upper-case UUID, as SLB numbers its requests. */
export function requestId(random: () => number): string {
  const digits = hex(random, 32).toUpperCase();
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

/** The answer in the format asked for; `name` is the root element of the XML one. */
export function render(
  format: 'JSON' | 'XML',
  name: string,
  body: Readonly<Record<string, unknown>>,
  status: number,
  id: string,
): Reply {
  const headers = {
    'x-acs-request-id': id,
    'x-acs-trace-id': id.replaceAll('-', '').toLowerCase(),
  };
  if (format === 'JSON') {
    return {
      status,
      headers: { ...headers, 'content-type': 'application/json;charset=utf-8' },
      body: JSON.stringify(body),
    };
  }
  return {
    status,
    headers: { ...headers, 'content-type': 'text/xml;charset=utf-8' },
    body: `<?xml version='1.0' encoding='UTF-8'?>${element(name, body)}`,
  };
}

function element(name: string, value: unknown): string {
  if (value === undefined) return '';
  if (Array.isArray(value)) return value.map((item) => element(name, item)).join('');
  const content = isRecord(value)
    ? Object.entries(value)
        .map(([key, item]) => element(key, item))
        .join('')
    : escapeXml(String(value));
  return `<${name}>${content}</${name}>`;
}

function escapeXml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
