/** The result of `call`, or an error that says how long nothing came; the call itself goes on. */
export async function withTimeout<T>(
  milliseconds: number,
  call: Promise<T>,
  errorOf = (message: string) => new Error(message),
): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const silence = new Promise<never>((_, reject) => {
    const message = `no answer within ${milliseconds / 1000} s`;
    timer = setTimeout(() => reject(errorOf(message)), milliseconds);
  });
  // It may still fail after nobody waits for it any more.
  call.catch(() => undefined);
  try {
    return await Promise.race([call, silence]);
  } finally {
    clearTimeout(timer);
  }
}
