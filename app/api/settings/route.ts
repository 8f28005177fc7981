import { route } from "@/lib/http/route";
import { getSettings } from "@/lib/settings/queries";
import { settingsSchema, updateSettingsSchema } from "@/lib/settings/schemas";
import { updateSettings } from "@/lib/settings/update-settings";

export const GET = route(
  {
    summary: "Get the settings",
    description: "What admins change at run time.",
    response: settingsSchema,
  },
  (ctx) => getSettings(ctx),
);

export const PATCH = route(
  {
    summary: "Change settings",
    description: "Changes only what is given.",
    body: updateSettingsSchema,
    response: settingsSchema,
  },
  (ctx, { body }) => updateSettings(ctx, body),
);
