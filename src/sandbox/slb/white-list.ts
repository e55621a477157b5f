import type { SlbWhiteList } from '../state/model.ts';
import { findListener, required, type SlbCall, saveListener } from './call.ts';
import { invalid } from './errors.ts';
import type { Attributes } from './response.ts';

/* The white list of a listener, which access control lists have replaced. */

const NONE: SlbWhiteList = { status: 'close', items: [] };

export function describeAccessControl(call: SlbCall): Attributes {
  const { status, items } = findListener(call).whiteList ?? NONE;
  return { AccessControlStatus: status, SourceItems: items.join(',') };
}

export function setAccessControl(call: SlbCall): void {
  const status = required(call, 'AccessControlStatus');
  if (status !== 'open_white_list' && status !== 'close') throw invalid('AccessControlStatus');
  change(call, ({ items }) => ({ status, items }));
}

export function addWhiteListItem(call: SlbCall): void {
  const added = sourceItems(call);
  change(call, ({ status, items }) => ({ status, items: [...new Set([...items, ...added])] }));
}

export function removeWhiteListItem(call: SlbCall): void {
  const removed = sourceItems(call);
  change(call, ({ status, items }) => ({
    status,
    items: items.filter((item) => !removed.includes(item)),
  }));
}

function change(call: SlbCall, to: (list: SlbWhiteList) => SlbWhiteList): void {
  const listener = findListener(call);
  saveListener(call, { ...listener, whiteList: to(listener.whiteList ?? NONE) });
}

/** Addresses and networks; that of all addresses is refused. */
function sourceItems(call: SlbCall): readonly string[] {
  const items = required(call, 'SourceItems').split(',');
  const isValid = (item: string) =>
    /^\d{1,3}(\.\d{1,3}){3}(\/\d{1,2})?$/.test(item) && !/^0\.0\.0\.0(\/0)?$/.test(item);
  if (!items.every(isValid)) throw invalid('SourceItems');
  return items;
}
