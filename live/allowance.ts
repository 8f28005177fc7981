/** A token bucket: so many at once, and so many a second from then on. */
export class Allowance {
  private left: number;
  private at: number;

  constructor(
    private readonly rate: { burst: number; perSecond: number },
    now = performance.now(),
  ) {
    this.left = rate.burst;
    this.at = now;
  }

  /** Takes one, if there is one. */
  take(now = performance.now()): boolean {
    this.refill(now);
    if (this.left < 1) return false;
    this.left -= 1;
    return true;
  }

  /** Whether nothing is missing: nobody has to remember it. */
  isFull(now = performance.now()): boolean {
    this.refill(now);
    return this.left >= this.rate.burst;
  }

  private refill(now: number) {
    const earned = ((now - this.at) / 1000) * this.rate.perSecond;
    this.left = Math.min(this.rate.burst, this.left + Math.max(0, earned));
    this.at = now;
  }
}
