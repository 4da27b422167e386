// What people who guess passwords try first. Written down here and not taken from a list of leaked ones: those are mostly shorter than a
// password may be, and the longer ones are made of these.

/** Words that common passwords are made of; the last two are Russian ones on the keys of a Latin keyboard. */
const words = `
  password passwort passwd passphrase passcode pass word correcthorsebatterystaple letmein welcome changeme changeit change default
  secret private access login logon enter hello admin administrator root user username guest test tester testing demo example sample
  iloveyou loveyou love lovely mylove princess prince angel baby babygirl sweetheart sunshine flower summer winter autumn spring
  monday friday sunday january december monkey dragon tiger master shadow killer superman batman spiderman pokemon starwars football
  baseball basketball soccer hockey liverpool arsenal chelsea barcelona realmadrid computer internet google facebook samsung iphone
  microsoft windows server trustno1 whatever freedom forever blink182 michael jordan jennifer charlie jessica money million my the
  is new old this your for and me company office wallet balance shop parol пароль привет любовь люблю тебя солнышко солнце админ
  секрет москва россия вход пользователь тест мой моя новый зенит спартак
  gfhjkm ghbdtn
`
  .trim()
  .split(/\s+/);

/** Keys and letters that lie side by side; each is read in both directions. */
const rows = `
  01234567890 abcdefghijklmnopqrstuvwxyz абвгдеёжзийклмнопрстуфхцчшщъыьэюя
  qwertyuiop asdfghjkl zxcvbnm qwertzuiop yxcvbnm azertyuiop qsdfghjklm wxcvbn йцукенгшщзхъ фывапролджэ ячсмитьбю
  1q2w3e4r5t6y7u8i9o0p q1w2e3r4t5y6u7i8o9p0 1qaz2wsx3edc4rfv5tgb6yhn7ujm qazwsxedcrfvtgbyhnujm 1a2b3c4d5e6f7g8h9i
`
  .trim()
  .split(/\s+/);
const runs = [...rows, ...rows.map((row) => [...row].reverse().join(''))];
const RUN_MIN = 3;

/** So many different characters, and so many beyond what is guessed, a password has at least. */
const DIFFERENT_MIN = 5;
const OWN_MIN = 4;

/**
 * Whether a password is among the first to be tried: a few characters or a word over and over, keyboard rows, runs of digits, common words,
 * and with `known` what is known of its owner (name, address), in capitals, with digits for letters, with digits or signs around. What is
 * left without all this must not be next to nothing. A passphrase of a few ordinary words is not guessable.
 */
export function isGuessable(password: string, known: readonly string[] = []): boolean {
  const text = password.normalize('NFKC').toLowerCase();
  const plain = compact(text);
  if (new Set(plain).size < DIFFERENT_MIN || isRepeated(plain)) return true;
  const parts = [...words, ...known.flatMap(partsOf)].sort((a, b) => b.length - a.length);
  const core = text.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '');
  return [plain, compact(withLetters(text)), compact(withLetters(core))].some(
    (variant) => own(variant, parts).length < OWN_MIN,
  );
}

const compact = (text: string): string => text.replace(/[^\p{L}\p{N}]/gu, '');

/** One part over and over, the last time perhaps cut short. */
function isRepeated(text: string): boolean {
  for (let length = 1; length <= text.length / 2; length++)
    if (
      text ===
      text
        .slice(0, length)
        .repeat(Math.ceil(text.length / length))
        .slice(0, text.length)
    )
      return true;
  return false;
}

/** A name or an address, whole and word by word. What stands after the @ says nothing of its owner. */
function partsOf(text: string): string[] {
  const own = text.normalize('NFKC').toLowerCase().split('@')[0] ?? '';
  return [compact(own), ...own.split(/[^\p{L}\p{N}]+/u)].filter((part) => part.length >= RUN_MIN);
}

const letters: Record<string, string> = { 0: 'o', 1: 'i', 3: 'e', 4: 'a', 5: 's', 7: 't', '@': 'a', $: 's', '!': 'i' };
const withLetters = (text: string): string => text.replace(/[013457@$!]/g, (sign) => letters[sign] ?? sign);

/** What is left of a text without known parts, runs, and digits around it. */
function own(text: string, parts: string[]): string {
  let left = text;
  for (const part of parts) left = left.replaceAll(part, ' ');
  return left
    .split(' ')
    .map(withoutRuns)
    .join('')
    .replace(/^\d+|\d+$/g, '');
}

function withoutRuns(text: string): string {
  let left = '';
  for (let at = 0; at < text.length; ) {
    let end = at;
    while (end < text.length && runs.some((run) => run.includes(text.slice(at, end + 1)))) end++;
    if (end - at < RUN_MIN) left += text[at++];
    else at = end;
  }
  return left;
}
