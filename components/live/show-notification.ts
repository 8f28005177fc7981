type News = {
  title: string;
  body: string;
  /** A newer one with the same tag takes the place of the older. */
  tag: string;
  /** The path that a click opens. */
  url: string;
};

let worker: Promise<ServiceWorkerRegistration | null> | undefined;

/**
 * Shows a browser notification when the person allowed them; `open` is called with the path when it
 * is clicked. Chrome on Android shows only those of a service worker, plain http has none. Never throws.
 */
export async function showNotification(news: News, open: (url: string) => void): Promise<void> {
  if (!("Notification" in window) || Notification.permission !== "granted") return;
  const options = { body: news.body, tag: news.tag, icon: "/icon.svg", data: { url: news.url } };
  worker ??= registerWorker(open);
  const registration = await worker;
  try {
    if (registration) return await registration.showNotification(news.title, options);
    const notification = new Notification(news.title, options);
    notification.onclick = () => {
      window.focus();
      open(news.url);
    };
  } catch {
    // The browser has neither: the sound and the counters remain.
  }
}

async function registerWorker(open: (url: string) => void) {
  if (!("serviceWorker" in navigator)) return null;
  navigator.serviceWorker.addEventListener("message", ({ data }: MessageEvent) => {
    const { open: url } = data as { open?: unknown };
    // Only a path of our own.
    if (typeof url === "string" && /^\/(?!\/)/.test(url)) open(url);
  });
  return navigator.serviceWorker
    .register("/sw.js")
    .then(() => navigator.serviceWorker.ready)
    .catch(() => null);
}
