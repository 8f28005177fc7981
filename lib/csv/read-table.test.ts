import { describe, expect, it, test } from "vitest";
import { readTable } from "./read-table";

const rows = (csv: string) => readTable(csv).rows.map(({ row, cells }) => [row, ...cells]);

const table = [
  [1, "Имя", "Телефон"],
  [2, "Анна", "+7916"],
];

describe("readTable", () => {
  test.each([
    ["a semicolon", "Имя;Телефон\nАнна;+7916\n"],
    ["a comma", "Имя,Телефон\nАнна,+7916"],
    ["a tab", "Имя\tТелефон\nАнна\t+7916\n"],
    ["Windows line ends", "Имя;Телефон\r\nАнна;+7916\r\n"],
    ["carriage returns alone", "Имя;Телефон\rАнна;+7916\r"],
    ["mixed line ends", "Имя;Телефон\r\nАнна;+7916\n\r\n"],
    ["a mark at the start", "\uFEFFИмя;Телефон\nАнна;+7916"],
    ["Excel's hint", "sep=;\r\nИмя;Телефон\r\nАнна;+7916\r\n"],
    ["Excel's hint in quotes behind a mark", '\uFEFF"sep=;"\nИмя;Телефон\nАнна;+7916\n'],
    ["a hint in capitals, with a tab", "SEP=\t\nИмя\tТелефон\nАнна\t+7916\n"],
    ["a hint against what the heading looks like", "sep=|\nИмя|Телефон\nАнна|+7916\n"],
  ])("reads a table with %s", (_, csv) => {
    expect(rows(csv)).toEqual(table);
  });

  test.each([
    ['"Имя, фамилия";Телефон\nАнна;1', ";", "Имя, фамилия"],
    ['"a;b;c;d",Телефон\nАнна,1', ",", "a;b;c;d"],
    ['"Имя\nи, и, и, и фамилия";Телефон\nАнна;1', ";", "Имя\nи, и, и, и фамилия"],
    ['"В ""кавычках"", да";Телефон\nАнна;1', ";", 'В "кавычках", да'],
  ])("takes no delimiter from within quotation marks: %j", (csv, delimiter, first) => {
    const read = readTable(csv);
    expect(read.delimiter).toBe(delimiter);
    expect(read.rows.map(({ cells }) => cells)).toEqual([
      [first, "Телефон"],
      ["Анна", "1"],
    ]);
  });

  test.each([
    ["\n\nИмя;Телефон\n\nАнна;1\n;\n  ; \nБорис;2\n\n", [3, 5, 8]],
    [";;\r\nИмя;Телефон;\r\nАнна;1;\r\n", [2, 3]],
    ["sep=;\n\nИмя;Телефон\n\nАнна;1", [2, 4]],
    ['Имя;Заметка\nАнна;"две\nстроки"\nБорис;1', [1, 2, 3]],
    [",,,\nИмя;Телефон\nАнна;1", [2, 3]],
  ])("numbers rows as a spreadsheet shows them: %j", (csv, numbers) => {
    expect(readTable(csv).rows.map(({ row }) => row)).toEqual(numbers);
  });

  it("takes rows whose last cells Excel has left out", () => {
    expect(rows("a;b;c\n1\n1;2\n")).toEqual([
      [1, "a", "b", "c"],
      [2, "1"],
      [3, "1", "2"],
    ]);
  });

  test.each([
    ['a;b\n1;2\n\n"не закрыта;3\n4;5', /opens a cell in row 4/],
    ['a;b\n1;2\nООО "Ромашка";3', /inside a cell in row 3/],
    ['a;b\n"Ромашка" ООО;3', /inside a cell in row 2/],
    ["\n".repeat(100_001), /100000 lines/],
  ])("names the row that is no row of a table: %#", (csv, words) => {
    expect(() => readTable(csv)).toThrow(words);
  });

  it("is empty for a file with nothing in it", () => {
    for (const csv of ["", "\uFEFF", "\n\n", ";;;\n", "sep=;", "sep=;\n"]) {
      expect(readTable(csv).rows).toEqual([]);
    }
  });
});
