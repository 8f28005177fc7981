import { expect, it } from "vitest";
import { parseMultipart } from "./multipart";

const form = (...parts: string[]) =>
  Buffer.from(`${parts.map((part) => `--b\r\n${part}\r\n`).join("")}--b--\r\n`);
const names = (disposition: string) =>
  parseMultipart(
    form(`Content-Disposition: form-data; name="f"; ${disposition}\r\n\r\nx`),
    "multipart/form-data; boundary=b",
  ).map((part) => part.file_name);

it("reads file names raw, quoted, escaped and encoded", () => {
  expect(names("filename=Отчёт май.pdf")).toEqual(["Отчёт май.pdf"]);
  expect(names('filename="Отчёт%3B май.pdf"')).toEqual(["Отчёт; май.pdf"]);
  expect(names('filename="Отчёт; май.pdf"')).toEqual(["Отчёт; май.pdf"]);
  expect(names('filename="a\\"b.txt"')).toEqual(['a"b.txt']);
  expect(names('filename="a%22b.txt"')).toEqual(['a"b.txt']);
  expect(names("filename*=UTF-8''%D0%9E.pdf")).toEqual(["О.pdf"]);
  expect(names("filename=\"x.txt\"; filename*=UTF-8''%D0%9E.pdf")).toEqual(["О.pdf"]);
});

it("ends a bare name at a semicolon and lets a later name win, as Telegram's server does", () => {
  expect(names("filename=Отчёт; май.pdf")).toEqual(["Отчёт"]);
  const parts = parseMultipart(
    form("content-disposition:form-data;name=f;filename=a;name=chat_id.pdf\r\n\r\nx"),
    "multipart/form-data; boundary=b",
  );
  expect(parts[0]).toMatchObject({ name: "chat_id.pdf", file_name: "a" });
});

it("keeps bytes as they are, also line ends and what looks like a boundary", () => {
  const data = Buffer.from([0, 13, 10, 45, 45, 98, 120, 255]);
  const body = Buffer.concat([
    Buffer.from('--bb\r\ncontent-disposition:form-data;name="f"\r\n\r\n'),
    data,
    Buffer.from("\r\n--bb--"),
  ]);
  expect(parseMultipart(body, 'multipart/form-data; boundary="bb"')[0]?.data).toEqual(data);
});

it("refuses a body that ends early", () => {
  expect(() => parseMultipart(Buffer.from("--b\r\nX: y\r\n"), "multipart/x; boundary=b")).toThrow(
    "ends early",
  );
});
