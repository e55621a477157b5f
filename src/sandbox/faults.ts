/** Ways in which a cloud fails that a client has to live with. */
export const FAULT_KINDS = [
  /** A gateway says that the service is unavailable; nothing was done. */
  '503',
  /** Too many requests; nothing was done. */
  'throttle',
  /** The connection breaks before anything was done. */
  'reset-before',
  /** The request was carried out, and the connection breaks before the answer. */
  'reset-after-commit',
  /** A proxy's HTML page instead of an answer; nothing was done. */
  'html-502',
  /** The request was carried out, and the connection breaks in the middle of the answer. */
  'truncate',
  /** The answer comes late. */
  'slow',
] as const;

export type FaultKind = (typeof FAULT_KINDS)[number];

export interface Fault {
  readonly kind: FaultKind;
  readonly probability: number;
}

function isFaultKind(text: string): text is FaultKind {
  return FAULT_KINDS.some((kind) => kind === text);
}

/**
 * Reads `503:0.1,throttle:0.1,…`.
 * @throws RangeError with a sentence that names the part that is wrong
 */
export function parseFaults(text: string): readonly Fault[] {
  const faults: Fault[] = [];
  for (const part of text.split(',')) {
    const trimmed = part.trim();
    if (trimmed === '') continue;
    const [kind = '', amount, ...rest] = trimmed.split(':');
    if (!isFaultKind(kind)) {
      throw new RangeError(`Unknown fault "${kind}": it must be one of ${FAULT_KINDS.join(', ')}.`);
    }
    if (amount === undefined || rest.length > 0) {
      throw new RangeError(
        `"${trimmed}" must be a fault and its probability, such as ${kind}:0.1.`,
      );
    }
    const probability = Number(amount);
    if (!/^\d*\.?\d+$/.test(amount) || probability > 1) {
      throw new RangeError(`The probability of ${kind} must be from 0 to 1, not "${amount}".`);
    }
    if (faults.some((fault) => fault.kind === kind)) {
      throw new RangeError(`The fault ${kind} is given twice.`);
    }
    faults.push({ kind, probability });
  }
  return faults;
}

/** The fault that this request meets; each is drawn by itself and the first drawn wins. */
export function drawFault(faults: readonly Fault[], random: () => number): FaultKind | undefined {
  return faults.find((fault) => random() < fault.probability)?.kind;
}
