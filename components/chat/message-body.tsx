import { Download, FileText, MapPin, Paperclip, UserRound } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { cn } from "@/components/ui/cn";
import { FileName } from "@/components/ui/file-name";
import type { Attachment } from "@/lib/attachments/schemas";
import type { Message } from "@/lib/messages/schemas";
import { entitiesToSegments } from "./entities-to-segments";
import { useLightbox } from "./lightbox";

const styleClasses: Record<string, string> = {
  bold: "font-semibold",
  italic: "italic",
  underline: "underline",
  strikethrough: "line-through",
  code: "rounded bg-foreground/8 px-1 font-mono text-[0.92em]",
  pre: "block overflow-x-auto rounded bg-foreground/8 p-2 font-mono text-[0.9em]",
  blockquote: "block border-primary border-l-2 pl-2",
  note_mention: "rounded bg-primary/15 px-0.5 font-medium text-primary",
  spoiler: "rounded bg-foreground/80 text-transparent hover:bg-transparent hover:text-inherit",
};

/** A text with its formatting; nothing of it is ever HTML. */
export function FormattedText({ text, entities }: { text: string; entities: Message["entities"] }) {
  let at = 0;
  return (
    <span className="whitespace-pre-wrap [overflow-wrap:anywhere]">
      {entitiesToSegments(text, entities).map(({ text: part, styles, href }) => {
        const key = at;
        at += part.length;
        const className = cn(styles.map((style) => styleClasses[style]));
        return href ? (
          <a
            key={key}
            href={href}
            target="_blank"
            rel="noopener noreferrer nofollow"
            className={cn("text-primary underline underline-offset-2", className)}
          >
            {part}
          </a>
        ) : (
          <span key={key} className={className}>
            {part}
          </span>
        );
      })}
    </span>
  );
}

/** A file in a bubble: its picture, player or name; its size is known before it loads. */
export function FileView({ file }: { file: Attachment }) {
  const t = useTranslations("chat");
  const open = useLightbox();
  const src = `/api/attachments/${file.id}/`;
  if (file.status !== "stored") return <FileNotice file={file} />;
  const isImage = file.mime_type.startsWith("image/") && ["photo", "sticker"].includes(file.kind);
  if (isImage) {
    const width = file.width ?? 320;
    const height = file.height ?? 240;
    return (
      <button
        type="button"
        disabled={file.kind === "sticker"}
        onClick={() => open(file.id)}
        className="block"
      >
        <img
          src={src}
          alt={file.kind === "sticker" ? t("kind.sticker") : file.name}
          width={width}
          height={height}
          style={{ aspectRatio: `${width} / ${height}` }}
          className={cn(
            "h-auto max-h-96 w-auto max-w-full rounded-card bg-muted object-contain",
            file.kind === "sticker" && "max-h-40 bg-transparent",
          )}
        />
      </button>
    );
  }
  if (file.mime_type.startsWith("audio/"))
    return <audio controls preload="metadata" src={src} className="max-w-full" />;
  if (file.mime_type.startsWith("video/")) {
    return (
      <video
        controls
        preload="metadata"
        src={src}
        className={cn(
          "max-h-96 max-w-full rounded-card",
          file.kind === "video_note" && "size-56 rounded-full object-cover",
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
        {payload.venue?.title ?? t("openMap")}
      </a>
    );
  }
  if (payload.contact) {
    const { first_name, last_name, phone_number } = payload.contact;
    return (
      <span className="flex items-center gap-2">
        <UserRound aria-hidden="true" className="size-4" />
        {first_name} {last_name} · <a href={`tel:${phone_number}`}>{phone_number}</a>
      </span>
    );
  }
  if (payload.poll) {
    return (
      <div>
        <p className="font-medium">{payload.poll.question}</p>
        <ul className="list-inside list-disc">
          {payload.poll.options.map(({ text }) => (
            <li key={text}>{text}</li>
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
