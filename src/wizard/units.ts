import type { IntegerType } from '../model/parameter.ts';

/** How many seconds a parameter's unit is; 1 if it is no time. */
export function secondsIn(type: IntegerType | undefined): number {
  switch (type?.unit) {
    case 'min':
      return 60;
    case 'ms':
      return 1 / 1000;
    default:
      return 1;
  }
}
