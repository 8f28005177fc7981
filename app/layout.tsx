import type { Metadata, Viewport } from "next";
import { headers } from "next/headers";
import { NextIntlClientProvider } from "next-intl";
import { getLocale, getTranslations } from "next-intl/server";
import { ThemeProvider } from "next-themes";
import type { ReactNode } from "react";
import { LocalZone } from "@/components/ui/local-zone";
import { Toaster } from "@/components/ui/overlay/toaster";
import "./globals.css";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("common");
  return { title: { default: t("appName"), template: `%s · ${t("appName")}` } };
}

export const viewport: Viewport = {
  width: "device-width",
  initialScale: 1,
  // A phone's keyboard makes the page shorter instead of covering its end.
  interactiveWidget: "resizes-content",
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#f9fafb" },
    { media: "(prefers-color-scheme: dark)", color: "#14171d" },
  ],
};

export default async function RootLayout({ children }: { children: ReactNode }) {
  const locale = await getLocale();
  const nonce = (await headers()).get("x-nonce") ?? "";
  return (
    <html lang={locale} suppressHydrationWarning>
      <body>
        <NextIntlClientProvider>
          <LocalZone>
            <ThemeProvider
              attribute="class"
              defaultTheme="system"
              disableTransitionOnChange
              nonce={nonce}
            >
              {children}
              <Toaster />
            </ThemeProvider>
          </LocalZone>
        </NextIntlClientProvider>
      </body>
    </html>
  );
}
