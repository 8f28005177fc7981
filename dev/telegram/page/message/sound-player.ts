import { t } from "@/dev/telegram/page/dictionary";
import { h, icon } from "@/dev/telegram/page/dom";
import { length } from "./preview";

const sound = new Audio();
let playing: { stop: () => void } | null = null;

/** A play button with a wave that fills up; one sound at a time. */
export function soundPlayer(fileId: string, seconds: number, title?: string): HTMLElement {
  const bars = wave(fileId).map((height) => {
    const bar = h("span", { class: "bar" });
    bar.style.height = `${height}%`;
    return bar;
  });
  const time = h("span", { class: "sound-time" }, length(seconds));
  const button = h(
    "button",
    { type: "button", class: "sound-button", onclick: toggle },
    icon("play"),
  );
  const root = h(
    "div",
    { class: "sound" },
    button,
    h(
      "div",
      { class: "sound-body" },
      title ? h("span", { class: "sound-title" }, title) : null,
      h("div", { class: "wave", "aria-hidden": "true" }, ...bars),
      time,
    ),
  );
  show(0, false);
  return root;

  function toggle() {
    const isMine = playing?.stop === stop;
    playing?.stop();
    if (isMine) return;
    playing = { stop };
    sound.src = `/_sim/files/${fileId}`;
    sound.ontimeupdate = () => show(sound.currentTime, true);
    sound.onended = stop;
    void sound.play().catch(stop);
    show(0, true);
  }

  function stop() {
    sound.pause();
    sound.ontimeupdate = null;
    playing = null;
    show(0, false);
  }

  function show(at: number, isPlaying: boolean) {
    const whole = Number.isFinite(sound.duration) && isPlaying ? sound.duration : seconds;
    const filled = isPlaying ? (at / Math.max(whole, 0.1)) * bars.length : bars.length;
    for (const [index, bar] of bars.entries()) bar.classList.toggle("filled", index < filled);
    time.textContent = length(isPlaying ? at : seconds);
    const label = t(isPlaying ? "pause" : "play");
    button.setAttribute("aria-label", label);
    button.title = label;
    button.replaceChildren(icon(isPlaying ? "pause" : "play"));
  }
}

/** Heights in percent; Telegram sends bots no waveform, so the file's id draws one. */
function wave(seed: string): number[] {
  let value = [...seed].reduce((sum, char) => (sum * 31 + char.charCodeAt(0)) >>> 0, 7);
  return Array.from({ length: 32 }, (_, index) => {
    value = (value * 1_103_515_245 + 12_345) >>> 0;
    return 22 + ((value >>> 16) % 60) * (0.6 + 0.4 * Math.sin(index / 2.3));
  });
}
