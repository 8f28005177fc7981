import type { MetadataRoute } from "next";
import { getLocale, getTranslations } from "next-intl/server";

/** Makes the desk installable on a phone, under a name in the phone's language. */
export default async function manifest(): Promise<MetadataRoute.Manifest> {
  const t = await getTranslations("common");
  return {
    id: "/chat",
    name: t("appFullName"),
    short_name: t("appName"),
    lang: await getLocale(),
    start_url: "/chat",
    display: "standalone",
    background_color: "#f9fafb",
    theme_color: "#f9fafb",
    icons: [{ src: "/icon.svg", sizes: "any", type: "image/svg+xml" }],
  };
}
