import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { currentOperator } from "@/lib/auth/require-operator";
import { SignInCard } from "./_components/sign-in-card";
import { beginSignIn, checkSignIn, finishSignIn } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("login"))("title") };
}

export default async function LoginPage() {
  if (await currentOperator()) redirect("/chat");
  return (
    <main className="grid min-h-dvh place-items-center p-4">
      <SignInCard begin={beginSignIn} check={checkSignIn} finish={finishSignIn} />
    </main>
  );
}
