/*
 * Punycode of RFC 3492, decoding only: a domain that was copied as `xn--mnchen-3ya.example` is found where it is kept
 * as `münchen.example`, and the other way round.
 */

const [base, tMin, tMax, skew, damp] = [36, 1, 26, 38, 700];

function adapted(delta: number, points: number, first: boolean): number {
  let rest = first ? Math.floor(delta / damp) : delta >> 1;
  rest += Math.floor(rest / points);
  let k = 0;
  for (; rest > ((base - tMin) * tMax) >> 1; k += base) rest = Math.floor(rest / (base - tMin));
  return k + Math.floor(((base - tMin + 1) * rest) / (rest + skew));
}

const digitOf = (letter: string): number =>
  /[0-9]/u.test(letter) ? Number(letter) + 26 : letter.charCodeAt(0) - 97;

/** One label without its `xn--`; null when it stands for nothing. */
function labelInUnicode(label: string): string | null {
  const split = label.lastIndexOf('-');
  const points = Array.from(split < 0 ? '' : label.slice(0, split), (letter) => letter.codePointAt(0) ?? 0);
  let [n, i, bias] = [128, 0, 72];
  for (let at = split + 1; at < label.length;) {
    const before = i;
    for (let weight = 1, k = base; ; k += base) {
      if (at >= label.length) return null;
      const digit = digitOf(label.charAt(at));
      at += 1;
      i += digit * weight;
      const threshold = Math.min(tMax, Math.max(tMin, k - bias));
      if (digit < threshold) break;
      weight *= base - threshold;
    }
    const count = points.length + 1;
    bias = adapted(i - before, count, before === 0);
    n += Math.floor(i / count);
    i %= count;
    if (n > 0x10_ff_ff || (n >= 0xd8_00 && n <= 0xdf_ff)) return null;
    points.splice(i, 0, n);
    i += 1;
  }
  return String.fromCodePoint(...points);
}

/** A text in lower case with each such label in the letters that it stands for. */
export const domainInUnicode = (text: string): string =>
  text.replaceAll(/\bxn--([a-z0-9-]{1,59})/gu, (whole, label: string) => labelInUnicode(label) ?? whole);
