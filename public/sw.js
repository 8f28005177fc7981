// Shows notifications where a page may not (Chrome on Android), and opens their chat. It answers no
// requests and keeps nothing: the desk is always what the server has.
self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  const { url } = event.notification.data;
  event.waitUntil(
    self.clients.matchAll({ type: "window", includeUncontrolled: true }).then(async ([desk]) => {
      if (!desk) return self.clients.openWindow(url);
      await desk.focus();
      desk.postMessage({ open: url });
    }),
  );
});
