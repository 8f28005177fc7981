/** A token bucket: `burst` at once, refilled with `perSecond`. */
export class TokenBucket {
  private tokens: number;
  private refilledAt: number;

  constructor(
    private readonly rate: { burst: number; perSecond: number },
    now = performance.now(),
  ) {
    this.tokens = rate.burst;
    this.refilledAt = now;
  }

  /** Takes one token; false when there is none. */
  take(now = performance.now()): boolean {
    this.refill(now);
    if (this.tokens < 1) return false;
    this.tokens -= 1;
    return true;
  }

  isFull(now = performance.now()): boolean {
    this.refill(now);
    return this.tokens >= this.rate.burst;
  }

  private refill(now: number) {
    const earned = ((now - this.refilledAt) / 1000) * this.rate.perSecond;
    this.tokens = Math.min(this.rate.burst, this.tokens + Math.max(0, earned));
    this.refilledAt = now;
  }
}
