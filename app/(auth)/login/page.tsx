import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { chooseLanguage } from "@/app/(crm)/actions";
import { currentOperator } from "@/lib/auth/require-operator";
import { LanguageLinks } from "./_components/language-links";
import { SignInCard } from "./_components/sign-in-card";
import { beginSignIn, checkSignIn, finishSignIn } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("login"))("title") };
}

export default async function LoginPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  if (await currentOperator()) redirect("/chat");
  const wasEnded = (await searchParams).ended !== undefined;
  const t = await getTranslations("login");
  return (
    <main className="grid min-h-dvh grid-cols-[minmax(0,24rem)] content-center justify-center gap-3 p-4">
      {wasEnded ? (
        <p role="alert" className="w-full max-w-sm rounded-card border bg-surface p-4">
          {t("ended")}
        </p>
      ) : null}
      <SignInCard begin={beginSignIn} check={checkSignIn} finish={finishSignIn} />
      <LanguageLinks choose={chooseLanguage} />
    </main>
  );
}
