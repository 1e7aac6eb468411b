/**
 * Whether a mail program would make a link of something in a name: `evil.com`, `evil.Ru`, `例え.テスト`. A name stands in
 * letters to people who never asked for them, so whoever chooses it could send anybody anywhere. People write dots into
 * their names too, without a space behind: `J.R.R. Tolkien`, `St.John`, `MD.RAHIM`, `Проф.Иванов`.
 */

const words = (list: string): ReadonlySet<string> => new Set(list.split(' '));

/** What may stand before a dot in a name: here a name goes on, though it could end so as a domain does. */
const TITLES = words(
  'dr prof mr mrs ms mx st ste sr jr fr br rev hon mme mlle mgr ing dipl mag lic med dent rer phil sra srta md mst mohd muhd pty pvt др проф св डॉ श्री प्रो ดร รศ ผศ นพ พญ دكتور دکتر פרופ',
);
const COMPANIES = words('co.kg co.ltd');
/** Endings of domains that no name ends in, whatever stands before them. */
const PLAIN_ENDINGS = words('com net org info biz xyz gov edu icu website online рф рус сайт онлайн');
/** Those that a name could end in, but not behind a word of several letters that is no title. */
const ENDINGS = words(
  'academy app art asia blog bond cam cfd click cloud club dev digital email fun fyi games group guru host jobs life link live lol media mobi monster mov name network news ninja one page pro quest rest sbs shop site space store stream support team tech tel today top travel vip wang win work works world zip zone ком орг бел укр срб мкд мон дети москва भारत नेट कॉम ไทย คอม বাংলা ভারত இந்தியா',
);
/** Those of countries that shorten addresses, behind one letter. */
const SHORT_ENDINGS = words('co me io ly gg to');
const countries = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });

const CASED = /^[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Armenian}\p{M}]+$/u;
// In these, names have no dots behind several letters; in those of India and Thailand they do.
const UNDOTTED =
  /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー\p{Script=Hangul}\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Georgian}]{2}/u;

export function hidesAddress(name: string): boolean {
  return name
    .normalize('NFKC')
    .replace(/\p{Default_Ignorable_Code_Point}+/gu, '')
    .split(/[^\p{L}\p{M}\p{N}.。-]+/u)
    .some(isDomain);
}

function isDomain(word: string): boolean {
  const labels = word.replace(/[.。]+$/, '').split(/[.。]/);
  const [last = '', before = ''] = labels.toReversed();
  if (before === '' || COMPANIES.has(labels.join('.').toLowerCase())) return false;
  if (/^xn--/i.test(last)) return true;
  // Text may go on in another script without a space: a mail program ends the link there.
  const ending = /^[a-z]+(?![\p{Script=Latin}\p{Script=Cyrillic}\p{M}\p{N}])/iu.exec(last)?.[0] ?? last;
  const lower = ending.toLowerCase();
  if (PLAIN_ENDINGS.has(lower)) return true;
  if ([...before].length === 1) return SHORT_ENDINGS.has(ending);
  if (TITLES.has(before.toLowerCase())) return false;
  return ENDINGS.has(lower) || isLikeEnding(ending);
}

/** A country’s has two letters, however they are written; a longer one in one case stands in hardly any name. */
function isLikeEnding(ending: string): boolean {
  if (!CASED.test(ending)) return UNDOTTED.test(ending);
  if (/^[a-z]{2}$/i.test(ending)) return countries.of(ending.toUpperCase()) !== undefined;
  const { length } = [...ending];
  return length === 2 || (length > 2 && isOneCase(ending));
}

const isOneCase = (text: string): boolean => text === text.toLowerCase() || text === text.toUpperCase();
