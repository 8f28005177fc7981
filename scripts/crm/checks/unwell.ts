/** What a check found wrong, and what to do about exactly that. */
export class Unwell extends Error {
  readonly advice: string;
  constructor(found: string, advice: string, options?: ErrorOptions) {
    super(found, options);
    this.name = "Unwell";
    this.advice = advice;
  }
}
