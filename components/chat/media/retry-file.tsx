import { RotateCw } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { toast } from "@/components/ui/overlay/toast";
import { callApi } from "@/lib/api-client/call-api";

/** Fetches a client's file once more; the bubble follows by the conversation's own change. */
export function RetryFile({ id }: { id: number }) {
  const t = useTranslations("chat");
  const [isAsking, setIsAsking] = useState(false);
  const ask = async () => {
    setIsAsking(true);
    try {
      await callApi(`/api/attachments/${id}/retry/`, { method: "POST" });
    } catch {
      toast.error(t("file.retryFailed"));
    } finally {
      setIsAsking(false);
    }
  };
  return (
    <Button variant="outline" size="small" isUnavailable={isAsking} onClick={ask}>
      <RotateCw aria-hidden="true" />
      {t("file.retry")}
    </Button>
  );
}
