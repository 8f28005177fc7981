/** Digits and what people put between them: blanks, brackets, dots, any dash or minus sign. */
const phonePart = /^[\d()+.\p{Pd}\u2212]*\d[\d()+.\p{Pd}\u2212]*$/u;
const between = /^[()+.\p{Pd}\u2212]+$/u;
/** What leads in an extension: "доб. 12", "ext 12". */
const extension = /^(?:доб|вн|внутр|ext|x|#)\.?:?\d*$/u;
/** Marks without a width, as address books put around numbers that are copied. */
const invisible = /\p{Cf}/gu;

/** Fewer digits than this are no end of a number. */
const minDigits = 4;

export type PhoneRun = {
  /** As typed, in parts. */
  parts: string[];
  /** What to look for in `clients.phone_form`; any of them will do. */
  forms: string[];
};

/** A search's words (already in search form), and what in it is written as a phone number or the end of one. */
export function splitSearch(text: string): { words: string[]; phones: PhoneRun[] } {
  const words: string[] = [];
  const phones: PhoneRun[] = [];
  let run: string[] = [];
  let isExtension = false;
  const endRun = () => {
    const forms = phoneForms(run.join(""));
    if (forms.length > 0) phones.push({ parts: run.filter((part) => /\d/.test(part)), forms });
    else words.push(...run);
    run = [];
  };
  for (const word of text.split(/\s+/u).filter(Boolean)) {
    // Full-width digits and the like count as digits; other words stay as they are.
    const plain = word
      .normalize("NFKC")
      .replace(invisible, "")
      .replace(/[,;]+$/, "");
    const isPart = phonePart.test(plain) || (run.length > 0 && between.test(plain));
    if (isPart && isExtension) continue;
    if (isPart) run.push(plain);
    else if (run.length > 0 && extension.test(plain)) isExtension = true;
    else {
      endRun();
      isExtension = false;
      words.push(word.replace(/^@/, ""));
    }
  }
  endRun();
  return { words: words.filter(Boolean), phones };
}

/**
 * The ways in which the digits may stand in `phone_form(…)` (db/migrations), which keeps a number with
 * its country: by the last ten digits of a whole number, as typed for a part. No way: it is no number.
 */
function phoneForms(text: string): string[] {
  const digits = text.replace(/\D/g, "").replace(/^(?:00|810(?=\d{10}))/, "");
  if (digits.length < minDigits) return [];
  const forms = new Set<string>();
  if (digits.length >= 11) {
    forms.add(digits.slice(-10));
    // Belarus and Ukraine write 80 before a number inside the country.
    const national = /^(?:80|375|380)(\d{9})$/.exec(digits)?.[1];
    if (national) forms.add(national);
  } else {
    forms.add(digits);
    if (/^[78]/.test(digits)) forms.add(`7${digits.slice(1)}`);
    // A zero before the area's code is left away after the country's.
    const national = /^8?0(\d+)$/.exec(digits)?.[1];
    if (national) forms.add(national);
  }
  return [...forms].filter((form) => form.length >= minDigits);
}
