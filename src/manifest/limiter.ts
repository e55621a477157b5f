/**
 * Limits concurrency. The limit is halved when the cloud throttles, and grows back slowly.
 */
export class Limiter {
  readonly #max: number;
  #limit: number;
  #running = 0;
  /** Since the last change of the limit. */
  #finished = 0;
  readonly #waiting: (() => void)[] = [];

  constructor(max: number) {
    this.#max = max;
    this.#limit = max;
  }

  get limit(): number {
    return this.#limit;
  }

  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.#running >= this.#limit) {
      await new Promise<void>((resolve) => {
        this.#waiting.push(resolve);
      });
    } else this.#running += 1;
    try {
      return await work();
    } finally {
      this.#onFinished();
    }
  }

  /** Halves the limit, once per burst of throttled requests. */
  slow(): void {
    if (this.#finished < this.#limit && this.#limit < this.#max) return;
    this.#limit = Math.max(1, Math.floor(this.#limit / 2));
    this.#finished = 0;
  }

  #onFinished(): void {
    this.#running -= 1;
    this.#finished += 1;
    if (this.#limit < this.#max && this.#finished >= this.#limit * 2) {
      this.#limit += 1;
      this.#finished = 0;
    }
    while (this.#running < this.#limit) {
      const next = this.#waiting.shift();
      if (next === undefined) break;
      this.#running += 1;
      next();
    }
  }
}
