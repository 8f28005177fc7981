"use client";

import { useTranslations } from "next-intl";
import type { Viewer } from "@/components/chat/use-thread-acts";
import { toast } from "@/components/ui/overlay/toast";
import { ApiError, callApi } from "@/lib/api-client/call-api";
import type { Conversation } from "@/lib/conversations/schemas";
import type { Colleague, Place } from "./assignment-dialog";
import { AssignmentMenu } from "./assignment-menu";
import { useConversation } from "./use-conversation";
import { WorkStateMenu } from "./work-state-menu";

/** Runs an act on the conversation; returns whether it worked, a refusal is shown as a toast. */
export type Act = (path: string, body?: object) => Promise<boolean>;

/** The header's controls: who has the client, and whether anything is left to do. */
export function AssignmentHeader({
  initial,
  viewer,
  people,
  departments,
  leaveHref = "/chat",
}: {
  initial: Conversation;
  viewer: Viewer;
  people: Colleague[];
  departments: Place[];
  /** Where to go when the client was moved out of sight. */
  leaveHref?: string;
}) {
  const t = useTranslations("assignment");
  const { conversation, show } = useConversation(initial, leaveHref);

  const act: Act = async (path, body) => {
    try {
      const request = { method: "POST", ...(body ? { body } : {}) };
      show(await callApi<Conversation>(`/api/conversations/${conversation.id}/${path}/`, request));
      return true;
    } catch (error) {
      const status = error instanceof ApiError ? error.status : 0;
      toast.error(
        status === 0
          ? t("offline")
          : status === 409
            ? t("conflict")
            : status === 403
              ? t("forbidden")
              : t("refused"),
      );
      return false;
    }
  };

  return (
    <>
      <AssignmentMenu
        conversation={conversation}
        viewer={viewer}
        people={people}
        departments={departments}
        act={act}
      />
      <WorkStateMenu conversation={conversation} act={act} />
    </>
  );
}
