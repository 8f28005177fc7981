"use server";

import QRCode from "qrcode";
import { action } from "@/lib/http/action";
import { createInvite } from "@/lib/operators/create-invite";
import { createInviteSchema } from "@/lib/operators/schemas";

/** Makes an invite; the QR code is an SVG of the same link. */
export const inviteOperator = action(createInviteSchema, async (ctx, input) => {
  const invite = await createInvite(ctx, input);
  const qrSvg = await QRCode.toString(invite.link, { type: "svg", margin: 1 });
  return { ...invite, qr: `data:image/svg+xml;base64,${Buffer.from(qrSvg).toString("base64")}` };
});
