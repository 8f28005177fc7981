import { z } from "zod";

/** What an operator may listen to on the push server now. */
export const heardChannelsSchema = z
  .object({
    epoch: z.string().meta({
      description:
        "The end of every channel's name; another one as soon as somebody may listen to less than before.",
      example: "0f3c5a7be912",
    }),
    channels: z.array(z.string()).meta({
      description: "Full names, to be signed by `POST /api/realtime/auth/`.",
      example: ["private-team-0f3c5a7be912"],
    }),
  })
  .meta({ id: "HeardChannels" });
export type HeardChannels = z.infer<typeof heardChannelsSchema>;
