import type { MetadataRoute } from "next";

/** Makes the desk installable on a phone. */
export default function manifest(): MetadataRoute.Manifest {
  return {
    name: "Telegram Desk",
    short_name: "Desk",
    start_url: "/chat",
    display: "standalone",
    background_color: "#f9fafb",
    theme_color: "#f9fafb",
    icons: [{ src: "/icon.svg", sizes: "any", type: "image/svg+xml" }],
  };
}
