/**
 * Lets only so many pieces of work run at once: fewer when the cloud asks for it, slowly more
 * again when it does not.
 */
export class Limiter {
  readonly #most: number;
  #limit: number;
  #running = 0;
  /** Pieces that ended since the limit was changed. */
  #calm = 0;
  readonly #waiting: (() => void)[] = [];

  constructor(most: number) {
    this.#most = most;
    this.#limit = most;
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
      this.#ended();
    }
  }

  /** The cloud wants fewer requests. What it says to one burst counts once. */
  slow(): void {
    if (this.#calm < this.#limit && this.#limit < this.#most) return;
    this.#limit = Math.max(1, Math.floor(this.#limit / 2));
    this.#calm = 0;
  }

  #ended(): void {
    this.#running -= 1;
    this.#calm += 1;
    if (this.#limit < this.#most && this.#calm >= this.#limit * 2) {
      this.#limit += 1;
      this.#calm = 0;
    }
    while (this.#running < this.#limit) {
      const next = this.#waiting.shift();
      if (next === undefined) break;
      this.#running += 1;
      next();
    }
  }
}
