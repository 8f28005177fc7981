import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { MediaLibrary } from "@/components/media/media-library";
import { pageContext } from "@/lib/http/page-context";
import { listMedia } from "@/lib/media/queries";
import { can } from "@/lib/permissions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("media"))("title") };
}

export default async function MediaPage() {
  const ctx = await pageContext();
  const initial = await listMedia(ctx, { limit: 60 });
  return <MediaLibrary initial={initial} mayWrite={can(ctx.actor, "media.write")} />;
}
