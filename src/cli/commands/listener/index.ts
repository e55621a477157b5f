export { command as create } from './create.ts';
export { command as edit } from './edit.ts';
export { remove, show, start, stop } from './existing.ts';
export { command as list } from './list.ts';
export { command as update } from './update.ts';
export { command as wait } from './wait.ts';
