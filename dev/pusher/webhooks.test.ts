import { createServer } from "node:http";
import Pusher from "pusher";
import PusherJs from "pusher-js";
import { expect, it, onTestFinished, vi } from "vitest";
import { startLiveServer } from "@/live/server";
import { Webhooks } from "./webhooks";

const app = { id: "desk", key: "desk-key", secret: "desk-secret" };

it("tells of channels through webhooks that the official library accepts", async () => {
  const hooks: { headers: Record<string, string>; rawBody: string }[] = [];
  const receiver = createServer(async (request, response) => {
    let rawBody = "";
    for await (const chunk of request.setEncoding("utf8")) rawBody += chunk;
    hooks.push({ headers: request.headers as Record<string, string>, rawBody });
    response.end();
  });
  await new Promise<void>((done) => receiver.listen(0, "127.0.0.1", done));
  const { port } = receiver.address() as { port: number };
  const webhooks = new Webhooks(app, `http://127.0.0.1:${port}/`);
  const server = await startLiveServer({ port: 0, app, onEvent: (event) => webhooks.push(event) });
  onTestFinished(async () => {
    await server.close();
    receiver.close();
  });
  const judge = new Pusher({ appId: app.id, key: app.key, secret: app.secret, cluster: "none" });
  const browser = new PusherJs(app.key, {
    cluster: "",
    wsHost: "127.0.0.1",
    wsPort: server.port,
    forceTLS: false,
    enabledTransports: ["ws"],
    channelAuthorization: {
      transport: "ajax",
      endpoint: "",
      customHandler: ({ socketId, channelName }, answer) =>
        answer(null, judge.authorizeChannel(socketId, channelName, { user_id: "5" })),
    },
  });
  const channel = browser.subscribe("presence-hook");
  await new Promise((done) => channel.bind("pusher:subscription_succeeded", done));
  channel.trigger("client-typing", {});
  const seen = () =>
    hooks
      .map(({ headers, rawBody }) => judge.webhook({ headers, rawBody }))
      .filter((hook) => hook.isValid())
      .flatMap((hook) => hook.getEvents())
      .map((one) => one.name);
  await vi.waitFor(() => expect(seen()).toContain("client_event"), { timeout: 5000 });
  browser.disconnect();
  const names = [
    "channel_occupied",
    "member_added",
    "client_event",
    "member_removed",
    "channel_vacated",
  ];
  await vi.waitFor(() => expect(seen()).toEqual(names), { timeout: 5000 });
});
