import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { ReportScreen } from "@/app/(crm)/reports/_components/report-screen";
import { AppError } from "@/lib/core/errors";
import { idParam } from "@/lib/core/schemas";
import { pageContext } from "@/lib/http/page-context";
import { getReport } from "@/lib/reports/queries";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("reports"))("title") };
}

export default async function ReportPage({ params }: { params: Promise<{ id: string }> }) {
  const ctx = await pageContext();
  const id = idParam.safeParse((await params).id);
  if (!id.success) notFound();
  const report = await getReport(ctx, id.data).catch((error: unknown) => {
    if (error instanceof AppError && error.code === "not_found") notFound();
    throw error;
  });
  return <ReportScreen report={report} />;
}
