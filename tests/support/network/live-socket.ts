import { WebSocket } from "ws";
import type { OperatorContext } from "@/lib/context";
import { authorizeChannel } from "@/lib/realtime/authorize-channel";
import { authenticateUser } from "@/lib/realtime/publish";
import { waitFor } from "@/tests/support/wait-for";

type Frame = { event: string; channel?: string; data: string };

/** A socket made by hand. It can be cut only once `signIn` has said whose it is. */
export async function liveSocket(port: number) {
  const ws = new WebSocket(`ws://127.0.0.1:${port}/app/key?protocol=7`);
  const frames: Frame[] = [];
  ws.on("message", (raw) => frames.push(JSON.parse(String(raw)) as Frame));
  let isClosed = false;
  ws.on("close", () => {
    isClosed = true;
  });
  const next = (event: string, channel?: string) =>
    waitFor(
      () =>
        frames.find((frame) => frame.event === event && (!channel || frame.channel === channel)),
      `${event} ${channel ?? ""}`,
    );
  const greeting = await next("pusher:connection_established");
  const { socket_id } = JSON.parse(greeting.data) as { socket_id: string };
  const send = (frame: object) => ws.send(JSON.stringify(frame));
  return {
    frames,
    next,
    send,
    /** Joins with the actor's rights of now; rejects when they are refused. */
    async join(ctx: OperatorContext, channel: string) {
      const proof = await authorizeChannel(ctx, socket_id, channel);
      send({ event: "pusher:subscribe", data: { channel, ...proof } });
      await next("pusher_internal:subscription_succeeded", channel);
    },
    /** What it has heard since the last call, once all that was sent to it has arrived. */
    async heard(): Promise<Frame[]> {
      send({ event: "pusher:ping", data: {} });
      await next("pusher:pong");
      return frames.splice(0).filter(({ event }) => !/^pusher(:|_internal:subscr)/.test(event));
    },
    async signIn({ actor }: OperatorContext) {
      send({ event: "pusher:signin", data: authenticateUser(socket_id, actor.operatorId) });
      await next("pusher:signin_success");
    },
    /** Whether the server has closed it: an open one is answered. */
    async isCut(): Promise<boolean> {
      if (!isClosed) send({ event: "pusher:ping", data: {} });
      const answer = () => frames.findIndex(({ event }) => event === "pusher:pong");
      await waitFor(() => isClosed || answer() >= 0, "an answer or the end of the socket");
      if (!isClosed) frames.splice(answer(), 1);
      return isClosed;
    },
    close: () => ws.terminate(),
  };
}
