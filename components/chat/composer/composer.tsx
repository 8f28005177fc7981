"use client";

import type { RefObject } from "react";
import type { ComposerMode, Viewer } from "@/components/chat/use-thread-acts";
import type { Client } from "@/lib/clients/schemas";
import type { Draft } from "@/lib/conversations/schemas";
import type { Message } from "@/lib/messages/schemas";
import { EditComposer } from "./edit-composer";
import { WriteComposer } from "./write-composer";

export type ComposerProps = {
  client: Client;
  conversationId: number | null;
  initialDraft: Draft | null;
  viewer: Viewer;
  operatorNames: Record<number, string>;
  /** Who can be called by a note: active colleagues. */
  mentionable: Record<number, string>;
  mode: ComposerMode;
  onModeDone: () => void;
  onSent: (message: Message) => void;
  onTyping: () => void;
  messages: Message[];
  /** Set to what takes files dropped anywhere on the thread. */
  files: RefObject<(files: File[]) => void>;
};

/** Where an answer or a note is written. What was typed stays until the server has it. */
export function Composer(props: ComposerProps) {
  const { mode, onModeDone } = props;
  const edited = mode?.type === "edit" ? mode.message : null;
  return (
    <>
      {/* An edit does not touch what is being written: text and files wait behind it. */}
      <WriteComposer {...props} isHidden={edited !== null} />
      {edited ? <EditComposer key={edited.id} message={edited} onModeDone={onModeDone} /> : null}
    </>
  );
}
