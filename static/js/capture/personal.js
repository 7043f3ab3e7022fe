// Spots text that may say who somebody is while it is typed. The patterns are those of casereview/identifiers.py, and one
// table of cases holds both to the same answers.

const GAP = "[\\s\\-\\u2010-\\u2015\\u2212.]{0,2}";
const STEP = "[ \\u00a0\\-\\u2010-\\u2015()]{0,2}";
const NOT_AFTER_WORD = "(?<![\\p{L}\\p{N}_])";
const NOT_BEFORE_WORD = "(?![\\p{L}\\p{N}_])";
const AREAS =
  "AB|AL|B[ABDHLNRST]?|C[ABFHMORTVW]|D[ADEGHLNTY]|E[CHNX]?|F[KY]|G[LUY]?|H[ADGPRSUX]|I[GMPV]|JE|K[ATWY]|" +
  "L[ADELNSU]?|M[EKL]?|N[EGNPRW]?|O[LX]|P[AEHLOR]|R[GHM]|S[AEGKLMNOPRSTWY]?|T[ADFNQRSW]|UB|W[ACDFNRSV]?|YO|ZE";
const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const MONTH = `(?:${MONTHS.join("|")})[a-z]*\\.?`;
const GROWN = 16; // a full date so many years back is more likely a birth than an event of the case

const NHS = new RegExp(`(?<!\\d)(\\d{3})${GAP}(\\d{3})${GAP}(\\d{4})(?!\\d)`, "gu");
const NI = new RegExp(`(?<![A-Z0-9])[A-Z]{2}${GAP}\\d\\d${GAP}\\d\\d${GAP}\\d\\d${GAP}[A-D](?![A-Z0-9])`, "iu");
const POSTCODE = new RegExp(
  `${NOT_AFTER_WORD}(?:${AREAS})\\d[A-Z\\d]?[ \\u00a0]?\\d[ABD-HJLNP-UW-Z]{2}${NOT_BEFORE_WORD}`,
  "iu",
);
const PHONE = new RegExp(
  `(?<![\\d+])(?:(?:\\+|00)44${STEP}(?:\\(0\\)${STEP})?|\\(?0)[1-35-9](?:${STEP}\\d){9}(?!\\d)` +
    "|(?<!\\d)01\\d{3}[ \\u00a0]?\\d{5}(?!\\d)",
  "u",
);
const EMAIL = /[\p{L}\p{N}_.+'-]+@[\p{L}\p{N}_-]+(?:\.[\p{L}\p{N}_-]+)+/u;
const BORN = new RegExp(`${NOT_AFTER_WORD}(?:born|birth|birthday|d\\.?o\\.?b)${NOT_BEFORE_WORD}`, "iu");
const DATES = [
  /(?<!\d)(?<d>\d{1,2})[/.\-](?<m>\d{1,2})[/.\-](?<y>\d{4}|\d{2})(?!\d)/gu,
  /(?<!\d)(?<y>\d{4})[/.\-](?<m>\d{1,2})[/.\-](?<d>\d{1,2})(?!\d)/gu,
  new RegExp(`${NOT_AFTER_WORD}(?<d>\\d{1,2})(?:st|nd|rd|th)?(?: of)? (?<m>${MONTH}),? (?<y>\\d{4})${NOT_BEFORE_WORD}`, "giu"),
  new RegExp(`${NOT_AFTER_WORD}(?<m>${MONTH}) (?<d>\\d{1,2})(?:st|nd|rd|th)?,? (?<y>\\d{4})${NOT_BEFORE_WORD}`, "giu"),
];

const FINDERS = [
  ["an NHS number", (text) => [...text.matchAll(NHS)].some((match) => isNhsNumber(match.slice(1).join("")))],
  ["a National Insurance number", (text) => NI.test(text)],
  ["a postcode", (text) => POSTCODE.test(text)],
  ["a phone number", (text) => PHONE.test(text)],
  ["an e-mail address", (text) => EMAIL.test(text)],
  ["a date of birth", (text) => DATES.some((pattern) => [...text.matchAll(pattern)].some((match) => isBirth(text, match)))],
];

/** What the text may give away, in words: ["an NHS number", "a postcode"]. */
export function personalDetails(text) {
  const plain = text.normalize("NFKC");
  return FINDERS.filter(([, found]) => found(plain)).map(([words]) => words);
}

/** The warning about these texts; "" where there is nothing to warn of. */
export function warningFor(texts) {
  const found = [...new Set(texts.flatMap(personalDetails))];
  if (!found.length) return "";
  const listed = found.length > 1 ? `${found.slice(0, -1).join(", ")} and ${found.at(-1)}` : found[0];
  return `This looks like ${listed}. Take out anything that says who the person is.`;
}

/** The modulus 11 check of the NHS Data Dictionary: weights 10 to 2, the tenth digit is what is left. */
function isNhsNumber(digits) {
  const sum = [...digits.slice(0, 9)].reduce((total, digit, position) => total + Number(digit) * (10 - position), 0);
  return (11 - (sum % 11)) % 11 === Number(digits[9]);
}

function isBirth(text, match) {
  const year = yearOf(match.groups);
  if (year === null) return false;
  const near = text.slice(Math.max(0, match.index - 30), match.index + match[0].length + 10);
  return year <= new Date().getUTCFullYear() - GROWN || BORN.test(near);
}

/** The year of a day that exists, with its century; null where there is no such day. */
function yearOf({ y, m, d }) {
  const month = /^\d/.test(m) ? Number(m) : MONTHS.indexOf(m.slice(0, 3).toLowerCase()) + 1;
  const now = new Date().getUTCFullYear();
  const past = Number(y) > now % 100 ? 100 : 0;
  const year = y.length === 4 ? Number(y) : Math.floor(now / 100) * 100 + Number(y) - past;
  const day = new Date(0);
  day.setUTCFullYear(year, month - 1, Number(d));
  return year > 0 && day.getUTCMonth() === month - 1 && day.getUTCDate() === Number(d) ? year : null;
}
