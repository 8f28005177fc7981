import { route } from "@/lib/http/route";
import { heardChannels } from "@/lib/realtime/realtime-config";
import { heardChannelsSchema } from "@/lib/realtime/schemas";

export const GET = route(
  {
    summary: "Live channels",
    description:
      "The push channels that the caller may hear, under their names of now. They are renamed whenever somebody loses a right: ask again when a subscription is refused or `channels.renamed` arrives.",
    response: heardChannelsSchema,
  },
  (ctx) => heardChannels(ctx),
);
