/** Resolves when the web server answers; rejects after two minutes. */
export async function waitForWeb(port: number): Promise<void> {
  const end = Date.now() + 120_000;
  for (;;) {
    const status = await statusOf(`http://127.0.0.1:${port}/api/health`);
    if (status === 200) return;
    if (Date.now() > end) {
      throw new Error("The web server did not answer within two minutes; its lines above say why.");
    }
    await new Promise((done) => setTimeout(done, status === null ? 150 : 2000));
  }
}

/** Has the screens and routes that are needed first compiled before someone asks for them. */
export async function warmUp(port: number): Promise<void> {
  const paths = [
    "/api/telegram/webhook/",
    "/login",
    "/chat",
    "/api/conversations/",
    "/api/messages/",
  ];
  for (const path of paths) await statusOf(`http://127.0.0.1:${port}${path}`);
}

async function statusOf(url: string): Promise<number | null> {
  try {
    const response = await fetch(url, { redirect: "manual", signal: AbortSignal.timeout(60_000) });
    await response.arrayBuffer();
    return response.status;
  } catch {
    return null;
  }
}
