import type en from "@/messages/en.json";

// `t("no.such.key")` is an error of the compiler.
declare module "next-intl" {
  interface AppConfig {
    Messages: typeof en;
  }
}
