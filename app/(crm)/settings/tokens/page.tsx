import { KeyRound } from "lucide-react";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { PageHeader } from "@/components/shell/page-header";
import { EmptyState } from "@/components/ui/states/empty-state";
import { wholeList } from "@/lib/core/whole-list";
import { pageContext } from "@/lib/http/page-context";
import { listOperators } from "@/lib/operators/queries";
import { listApiTokens } from "@/lib/tokens/list-api-tokens";
import { NewToken } from "./_components/new-token";
import { TokenTable } from "./_components/token-table";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("settings"))("tokens.title") };
}

export default async function TokensPage() {
  const ctx = await pageContext();
  const t = await getTranslations("settings.tokens");
  const [tokens, operators] = await Promise.all([
    wholeList(listApiTokens, ctx, {}),
    wholeList(listOperators, ctx, {}),
  ]);
  return (
    <>
      <PageHeader title={t("title")}>
        <NewToken />
      </PageHeader>
      <div className="min-h-0 flex-1 overflow-auto p-4">
        <p className="mb-4 max-w-2xl text-muted-foreground text-secondary">
          {t("hint")}{" "}
          <a
            href="/api/schema/swagger/"
            target="_blank"
            rel="noreferrer"
            className="text-primary underline underline-offset-2"
          >
            {t("reference")}
          </a>
        </p>
        {tokens.results.length > 0 ? (
          <TokenTable
            tokens={tokens.results}
            ownerNames={Object.fromEntries(operators.results.map(({ id, name }) => [id, name]))}
          />
        ) : (
          <EmptyState icon={KeyRound} title={t("empty")}>
            {t("emptyHint")}
          </EmptyState>
        )}
      </div>
    </>
  );
}
