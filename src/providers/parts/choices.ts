import { isObject } from '../../model/json.ts';
import type { Native } from '../../model/listener.ts';
import type { Answer } from '../call.ts';
import type { ChoicePage, Details } from '../calls.ts';
import { detailsOf } from '../details.ts';

/** A page of a list; the token of the next one is the last id. */
export function choicePage(
  { body }: Answer,
  key: string,
  pageSize: number,
  details: (item: Native) => Details,
  keep: (item: Native) => boolean = () => true,
): ChoicePage {
  const answer = isObject(body) ? body : {};
  const list = answer[key];
  const items = (Array.isArray(list) ? list : []).filter(isObject);
  const choices = items
    .filter(keep)
    .map((item) => ({ id: String(item['id']), details: details(item) }));
  const last = items.at(-1);
  const links = answer[`${key}_links`];
  const hasNext =
    Array.isArray(links) && links.some((link) => isObject(link) && link['rel'] === 'next');
  const isFull = items.length >= pageSize;
  return last === undefined || !(hasNext || isFull)
    ? { choices }
    : { choices, next: String(last['id']) };
}

/** `10.0.0.1:80 (weight 1)`. */
export function memberDetails({ body }: Answer): Details {
  const members = isObject(body) ? body['members'] : undefined;
  const servers = (Array.isArray(members) ? members : []).filter(isObject).map((member) => {
    const { address, protocol_port: port, weight } = member;
    return `${address}${port === undefined ? '' : `:${port}`} (weight ${weight})`;
  });
  return detailsOf({ servers });
}

/** `ACTIVE` as `active`. */
export function lower(value: unknown): string | undefined {
  return typeof value === 'string' ? value.toLowerCase() : undefined;
}
