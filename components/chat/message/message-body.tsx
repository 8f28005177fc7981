import { Download, FileText, MapPin, Paperclip, UserRound } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { AnimatedSticker } from "@/components/chat/media/animated-sticker";
import { useLightbox } from "@/components/chat/media/lightbox";
import { mediaBox } from "@/components/chat/media/media-box";
import { MotionClip } from "@/components/chat/media/motion-clip";
import { RetryFile } from "@/components/chat/media/retry-file";
import { cn } from "@/components/ui/cn";
import { FileName } from "@/components/ui/file-name";
import type { Attachment } from "@/lib/attachments/schemas";
import { visibleName, withoutDirectionMarks } from "@/lib/core/visible-text";
import type { Message } from "@/lib/messages/schemas";

/** A file in a bubble: its picture, player or name; its place is known before it loads. */
export function FileView({ file, emoji = "" }: { file: Attachment; emoji?: string }) {
  const t = useTranslations("chat");
  const open = useLightbox();
  const src = `/api/attachments/${file.id}/`;
  if (file.status !== "stored") return <FileNotice file={file} />;
  const isImage = file.mime_type.startsWith("image/") && ["photo", "sticker"].includes(file.kind);
  const isSticker = file.kind === "sticker";
  if (isImage) {
    return (
      <button
        type="button"
        disabled={isSticker}
        onClick={() => open(file.id)}
        className="block max-w-full"
      >
        <img
          src={src}
          alt={isSticker ? `${t("kind.sticker")} ${emoji}` : file.name}
          style={mediaBox(file, isSticker ? 160 : undefined)}
          className={cn("h-auto max-w-full object-contain", isSticker || "rounded-card bg-muted")}
        />
      </button>
    );
  }
  if (isSticker && file.mime_type === "application/x-tgsticker") {
    return <AnimatedSticker file={file} emoji={emoji} />;
  }
  if (file.mime_type.startsWith("audio/"))
    return <audio controls preload="metadata" src={src} className="max-w-full" />;
  if (file.mime_type.startsWith("video/")) {
    if (isSticker || file.kind === "animation") {
      const label = isSticker ? `${t("kind.sticker")} ${emoji}` : t("kind.animation");
      return <MotionClip file={file} label={label} />;
    }
    const isRound = file.kind === "video_note";
    return (
      <video
        controls
        preload="metadata"
        src={src}
        style={isRound ? undefined : mediaBox(file)}
        className={cn(
          "max-w-full bg-muted",
          isRound ? "size-56 rounded-full object-cover" : "rounded-card object-contain",
        )}
      />
    );
  }
  return (
    <a
      href={`${src}?download=1`}
      className="flex items-center gap-3 rounded-card border bg-surface/60 p-2.5 hover:bg-surface"
    >
      <FileText aria-hidden="true" className="size-8 shrink-0 text-primary" strokeWidth={1.5} />
      <FileWords file={file} />
      <Download aria-hidden="true" className="ml-2 size-4 shrink-0 text-muted-foreground" />
    </a>
  );
}

function FileNotice({ file }: { file: Attachment }) {
  const t = useTranslations("chat");
  return (
    <div className="flex items-center gap-3 rounded-card border border-dashed p-2.5">
      <Paperclip aria-hidden="true" className="size-6 shrink-0 text-muted-foreground" />
      <div className="min-w-0">
        <FileWords file={file} />
        <p className="text-meta text-muted-foreground">{t(`file.${file.status}`)}</p>
      </div>
      {file.status === "failed" ? <RetryFile id={file.id} /> : null}
    </div>
  );
}

function FileWords({ file }: { file: Attachment }) {
  const format = useFormatter();
  const megabytes = (file.size ?? 0) / 1_048_576;
  return (
    <span className="min-w-0">
      <FileName name={file.name} className="font-medium text-secondary" />
      {file.size === null ? null : (
        <span className="block text-meta text-muted-foreground tabular-nums">
          {megabytes >= 1
            ? format.number(megabytes, {
                style: "unit",
                unit: "megabyte",
                maximumFractionDigits: 1,
              })
            : format.number(Math.ceil(file.size / 1024), { style: "unit", unit: "kilobyte" })}
        </span>
      )}
    </span>
  );
}

type Place = { latitude: number; longitude: number };

/** What has neither text nor file: a place, a contact, a poll, or a kind we do not know. */
export function SpecialView({ message }: { message: Message }) {
  const t = useTranslations("chat");
  const payload = (message.payload ?? {}) as {
    location?: Place;
    venue?: { location: Place; title: string; address: string };
    contact?: { first_name: string; last_name?: string; phone_number: string };
    poll?: { question: string; options: { text: string }[] };
    dice?: { emoji: string; value: number };
  };
  const place = payload.venue?.location ?? payload.location;
  if (place) {
    const { latitude, longitude } = place;
    return (
      <a
        href={`https://www.openstreetmap.org/?mlat=${latitude}&mlon=${longitude}#map=16/${latitude}/${longitude}`}
        target="_blank"
        rel="noopener noreferrer"
        className="flex items-center gap-2 text-primary underline underline-offset-2"
      >
        <MapPin aria-hidden="true" className="size-4" />
        <bdi>{visibleName(payload.venue?.title ?? "") || t("openMap")}</bdi>
      </a>
    );
  }
  if (payload.contact) {
    const { first_name, last_name, phone_number } = payload.contact;
    return (
      <span className="flex items-center gap-2">
        <UserRound aria-hidden="true" className="size-4" />
        <bdi>{visibleName(`${first_name} ${last_name ?? ""}`) || t("kind.contact")}</bdi> ·{" "}
        {/* A masked one cannot be dialled. */}
        {phone_number.includes("•") ? (
          phone_number
        ) : (
          <a href={`tel:${phone_number}`}>{phone_number}</a>
        )}
      </span>
    );
  }
  if (payload.poll) {
    return (
      <div>
        <p className="font-medium">{withoutDirectionMarks(payload.poll.question)}</p>
        <ul className="list-inside list-disc">
          {payload.poll.options.map(({ text }) => (
            <li key={text}>{withoutDirectionMarks(text)}</li>
          ))}
        </ul>
      </div>
    );
  }
  if (payload.dice) {
    return (
      <span>
        {payload.dice.emoji} {payload.dice.value}
      </span>
    );
  }
  return <span className="text-muted-foreground italic">{t("unsupported")}</span>;
}
