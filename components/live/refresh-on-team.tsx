"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { useLive } from "./live-provider";

/** Milliseconds in which several changes become one re-read. */
const pause = 300;

/** Reads the screen again when people or departments change; what is typed stays. */
export function RefreshOnTeam() {
  const router = useRouter();
  const { on } = useLive();
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stop = on("team.changed", () => {
      clearTimeout(timer);
      timer = setTimeout(() => router.refresh(), pause);
    });
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [on, router]);
  return null;
}
