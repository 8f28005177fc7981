"use client";

import { useEffect, useRef, useState } from "react";

/** What a browser may record and Telegram takes as a voice note (sendVoice: OGG/Opus or M4A). */
const types = ["audio/ogg;codecs=opus", "audio/mp4;codecs=mp4a.40.2", "audio/mp4"];

/** Records a voice note; `isPossible` is false where the browser has no fitting format. */
export function useRecorder(onDone: (file: File, seconds: number) => void) {
  const [isPossible, setIsPossible] = useState(false);
  const [startedAt, setStartedAt] = useState<number | null>(null);
  const recorder = useRef<MediaRecorder>(null);
  const isKept = useRef(false);

  useEffect(() => {
    const has = typeof MediaRecorder !== "undefined" && "mediaDevices" in navigator;
    setIsPossible(has && types.some((type) => MediaRecorder.isTypeSupported(type)));
    return () => recorder.current?.stream.getTracks().forEach((track) => void track.stop());
  }, []);

  /** Rejects when the person or the system refuses the microphone. */
  async function start() {
    const mimeType = types.find((type) => MediaRecorder.isTypeSupported(type));
    if (!mimeType) return;
    const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
    const parts: Blob[] = [];
    const began = Date.now();
    const current = new MediaRecorder(stream, { mimeType });
    current.ondataavailable = ({ data }) => parts.push(data);
    current.onstop = () => {
      for (const track of stream.getTracks()) track.stop();
      setStartedAt(null);
      if (!isKept.current) return;
      const type = mimeType.split(";")[0] ?? mimeType;
      const name = type === "audio/ogg" ? "voice.ogg" : "voice.m4a";
      onDone(new File(parts, name, { type }), Math.max(1, Math.round((Date.now() - began) / 1000)));
    };
    recorder.current = current;
    isKept.current = false;
    current.start();
    setStartedAt(began);
  }

  function stop(keep: boolean) {
    isKept.current = keep;
    recorder.current?.stop();
  }

  return { isPossible, startedAt, start, stop };
}
