/** Failures of a cloud that a client must handle. */
export const FAULT_KINDS = [
  /** A gateway reports that the service is unavailable; the request is not carried out. */
  '503',
  /** Too many requests; the request is not carried out. */
  'throttle',
  /** The connection breaks; the request is not carried out. */
  'reset-before',
  /** The request is carried out, and the connection breaks before the response. */
  'reset-after-commit',
  /** A proxy's HTML page as the response; the request is not carried out. */
  'html-502',
  /** The request is carried out, and the connection breaks within the response. */
  'truncate',
  /** The response is delayed. */
  'slow',
] as const;

export type FaultKind = (typeof FAULT_KINDS)[number];

export interface Fault {
  readonly kind: FaultKind;
  readonly probability: number;
}

/**
 * Reads `503:0.1,throttle:0.1,…`.
 * @throws RangeError that names the invalid part
 */
export function parseFaults(text: string): readonly Fault[] {
  const faults: Fault[] = [];
  const parts = text.split(',').map((part) => part.trim());
  for (const part of parts.filter((nonEmpty) => nonEmpty !== '')) {
    const [name, amount, ...rest] = part.split(':');
    const kind = FAULT_KINDS.find((known) => known === name);
    if (kind === undefined) {
      throw new RangeError(`Unknown fault "${name}": it must be one of ${FAULT_KINDS.join(', ')}.`);
    }
    if (amount === undefined || rest.length > 0) {
      throw new RangeError(`"${part}" must be a fault and its probability, such as ${kind}:0.1.`);
    }
    const probability = Number(amount);
    if (!/^\d*\.?\d+$/.test(amount) || probability > 1) {
      throw new RangeError(`The probability of ${kind} must be from 0 to 1, not "${amount}".`);
    }
    if (faults.some((fault) => fault.kind === kind)) {
      throw new RangeError(`Duplicate fault "${kind}".`);
    }
    faults.push({ kind, probability });
  }
  return faults;
}

/** The fault of a request, if any. Each is drawn by itself, the first one drawn applies. */
export function drawFault(faults: readonly Fault[], random: () => number): FaultKind | undefined {
  return faults.find((fault) => random() < fault.probability)?.kind;
}
