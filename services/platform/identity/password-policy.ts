/**
 * Ten characters. NIST SP 800-63B-4 asks for 15 where a password stands alone and 8 where a second factor
 * stands beside it; ten lies between, for learners who type on phones, and leans on the refused words
 * below, the delays of lockout.ts and Argon2id. Ask for `PASSWORD_MIN_LENGTH_ALONE` where a role can harm
 * others and has no second factor.
 */
const PASSWORD_MIN_LENGTH = 10;

/** NIST SP 800-63B-4, section 3.1.1.2: the least for a password that is the only factor. */
export const PASSWORD_MIN_LENGTH_ALONE = 15;

/** Longer input is refused unread: nobody remembers it, and normalising and hashing it would cost. */
const PASSWORD_MAX_LENGTH = 1024;

export type PasswordProblem = {
  code: 'too-short' | 'too-long' | 'not-text' | 'too-common' | 'too-regular' | 'too-personal';
  /** A sentence for the person, saying what would be right. Never holds the password. */
  message: string;
};

export type PasswordOwner = {
  email?: string;
  name?: string;
  /** In Unicode code points; `PASSWORD_MIN_LENGTH` unless given. */
  minLength?: number;
};

/**
 * Says what is wrong with a chosen password; an empty list means it may be used. Length, refused words and
 * personal words count, mixtures of character classes do not (NIST SP 800-63B-4 forbids such rules).
 */
export function checkPassword(password: string, owner: PasswordOwner = {}): PasswordProblem[] {
  const minLength = owner.minLength ?? PASSWORD_MIN_LENGTH;
  if (password.length > PASSWORD_MAX_LENGTH) return [problem('too-long', TOO_LONG)];
  if (!password.isWellFormed()) return [problem('not-text', NOT_TEXT)];
  const normalized = normalizePassword(password);
  // One sign can stand for eighteen once it is normalised, and what follows should read little.
  if (normalized.length > PASSWORD_MAX_LENGTH) return [problem('too-long', TOO_LONG)];
  const length = [...normalized].length;
  const problems: PasswordProblem[] = [];
  if (length < minLength) problems.push(problem('too-short', tooShort(minLength, length)));
  if (isRegular(normalized)) problems.push(problem('too-regular', TOO_REGULAR));
  else if (isCommon(normalized)) problems.push(problem('too-common', TOO_COMMON));
  else if (isPersonal(normalized, owner)) problems.push(problem('too-personal', TOO_PERSONAL));
  return problems;
}

/** NFKC, so that one password typed on two keyboards is one password (NIST SP 800-63B-4, section 3.1.1.2). */
export function normalizePassword(password: string): string {
  return password.normalize('NFKC');
}

/** False for what is refused before any hashing: too long, or no Unicode text (a lone surrogate). */
export function isHashablePassword(password: string): boolean {
  return password.length <= PASSWORD_MAX_LENGTH && password.isWellFormed();
}

const problem = (code: PasswordProblem['code'], message: string): PasswordProblem => ({ code, message });
const tooShort = (least: number, is: number) =>
  `Use at least ${least} characters; this has ${is}. A few unrelated words in a row are easy to remember.`;
const TOO_LONG = `Use at most ${PASSWORD_MAX_LENGTH} characters.`;
const NOT_TEXT = 'Use ordinary text; this holds half of a character.';
const TOO_COMMON = 'This is one of the most guessed passwords. Use a few unrelated words instead.';
const TOO_REGULAR = 'This repeats itself or follows the keyboard. Use a few unrelated words instead.';
const TOO_PERSONAL = 'This is your own name or email address. Use words that nobody connects with you.';

/**
 * Words that lists of stolen passwords are full of, and our own name. They are compared with the words that
 * a password may stand for, so `P@ssw0rd2026!` is refused as `password`.
 */
const COMMON_WORDS = new Set(
  `password passwort passwords passcode motdepasse contrasena parola senha wachtwoord mypassword newpassword
  letmein welcome welcomehome qwerty qwertyuiop qwertz azerty asdf asdfgh asdfghjkl zxcvbn zxcvbnm iloveyou
  loveyou lovely loveme love admin administrator root user guest login access default changeme secret
  topsecret test testing tester demo hello helloworld hellokitty monkey dragon tiger eagle lion master shadow
  sunshine princess queen king prince angel baby babygirl superman batman spiderman starwars matrix pokemon
  naruto minecraft football baseball basketball soccer hockey liverpool chelsea arsenal barcelona juventus
  realmadrid manchester computer internet google facebook samsung apple windows linkedin instagram youtube
  michael michelle jessica jennifer jordan ashley daniel andrew charlie thomas robert joshua george nicole
  anthony maggie ginger buster summer winter spring autumn monday friday sunday january december freedom
  flower cheese chocolate cookie banana orange purple yellow silver golden diamond whatever nothing trustno
  killer hunter ranger thunder mustang ferrari porsche mercedes harley yamaha corvette blahblah abc abcd
  kernos`
    .split(/\s+/)
    .filter(Boolean),
);

function isCommon(normalized: string): boolean {
  return wordsIn(normalized).some((word) => COMMON_WORDS.has(word));
}

const LEET: Record<string, string> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '@': 'a',
  $: 's',
  '!': 'i',
};

/**
 * The words that a decorated one may stand for, in lower case: with its signs left out, with what hangs on
 * either end cut off and the rest read as letters (`P@ssw0rd2026!` → `password`), or all read as letters.
 */
function wordsIn(text: string): string[] {
  const lower = text.toLowerCase();
  const readAsLetters = (part: string) =>
    lettersOf(part.replace(/[013457@$!]/g, (sign) => LEET[sign] ?? sign));
  const core = lower.replace(/^[^\p{L}]+|(?<![^\p{L}])[^\p{L}]+$/gu, '');
  return [lettersOf(lower), readAsLetters(core), readAsLetters(lower)];
}

function lettersOf(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}]/gu, '');
}

const RUNS = [
  'abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz',
  '0123456789012345678901234567890',
  'qwertyuiopasdfghjklzxcvbnm',
  'qwertzuiopasdfghjklyxcvbnm',
  'azertyuiopqsdfghjklmwxcvbn',
  '1q2w3e4r5t6y7u8i9o0p',
  '1qaz2wsx3edc4rfv5tgb6yhn7ujm',
  'q1w2e3r4t5y6u7i8o9p0',
].flatMap((run) => [run, [...run].reverse().join('')]);

function isRegular(normalized: string): boolean {
  const text = normalized.toLowerCase();
  if (text === '') return false;
  return new Set(text).size < 4 || /^(.{1,5})\1+$/su.test(text) || RUNS.some((run) => run.includes(text));
}

/** Parts of two letters and fewer are left out: they would say little, and initials are in many words. */
const PERSONAL_PART_MIN_LENGTH = 3;

function isPersonal(normalized: string, { email = '', name = '' }: PasswordOwner): boolean {
  const [local = '', domain = ''] = email.toLowerCase().split('@');
  if (local !== '' && [email.toLowerCase(), local].includes(normalized.toLowerCase())) return true;
  const words = name.split(/\s+/);
  const parts = [
    email,
    local,
    domain,
    ...local.split(/[^\p{L}]+/u),
    name,
    [...words].reverse().join(''),
    ...words,
  ]
    .map(lettersOf)
    .filter((part) => part.length >= PERSONAL_PART_MIN_LENGTH);
  return wordsIn(normalized).some((word) => parts.includes(word));
}
