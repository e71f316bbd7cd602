import fc from 'fast-check';
import { entityText, foldForSearch, matchesSearch, searchTerms } from '#shared/domain/search.ts';
import { userFields } from '#shared/domain/userFields.ts';

/** A person to be searched for, and the title of the customer. */
export type Person = {
  readonly firstName: string;
  readonly lastName: string;
  readonly email: string;
  readonly employeeNumber: string;
  readonly phones: readonly { readonly kind: 'work'; readonly number: string }[];
  readonly customer: (typeof customerTitles)[number];
};

export const customerTitles = ['Öffnung Süd GmbH', 'Nord-Kontor', '株式会社 東京', 'ООО Ёлка'] as const;

const firstNames = (
  'José Ana Đorđe Øyvind Łukasz François Renée İpek Nguyễn D’Arcy Светлана Йосиф Ґалина 花子 美咲 さくら ' +
  'ガブリエル 철수 محمد أحمد حَسَن Γιώργος Åsa'
).split(' ');
const lastNames = (
  "García-López Ćurić Đorđević O’Neill O'Neill Straßer McDonald Ångström Журавлёв Хуан 山田 李 김 حسن Παππάς " +
  'ΟΔΥΣΣΕΥΣ Ñuñez Kılıç'
).split(' ');
const numbers = ['+49 40 555 1111', '040-555-2222', '(030) 555/3333', '+1 212.555.4444'];

/** People whose names, addresses and numbers come from few parts, so that words find several of them. */
export function somePeople(count: number): readonly Person[] {
  return fc
    .sample(
      fc.record({
        firstName: fc.constantFrom(...firstNames),
        lastName: fc.constantFrom(...lastNames),
        address: fc.constantFrom('svetlana.zhuravlyov', 'jean-luc', "d'arcy", 'ana_2', 'p-7', 'zoë'),
        domain: fc.constantFrom('nord.example', 'münchen.example', 'nord-2.example'),
        employeeNumber: fc.constantFrom('', 'E-1042', 'Ü 77', '0815'),
        phones: fc.subarray(numbers, { maxLength: 2 }),
        customer: fc.constantFrom(...customerTitles),
      }),
      { numRuns: count, seed: 7 },
    )
    .map(({ address, domain, phones, ...person }, at) => ({
      ...person,
      email: `${address}.${String(at)}@${domain}`,
      phones: phones.map((number) => ({ kind: 'work', number })),
    }));
}

const withoutAccents = (text: string): string =>
  text
    .normalize('NFD')
    .replaceAll(/[\u0300-\u036f]/gu, '')
    .normalize('NFC');
const wide = (text: string): string =>
  text.replaceAll(/[a-zA-Z0-9]/gu, (letter) => String.fromCodePoint(letter.charCodeAt(0) + 0xfe_e0));
const ways = [
  (text: string) => text,
  (text: string) => text.toUpperCase(),
  (text: string) => text.toLowerCase(),
  withoutAccents,
  wide,
  (text: string) => text.normalize('NFD'),
];

/** A query cut from what is known of one of the people: some parts in any order, whole or not, as people type them. */
export function queriesOf(people: readonly Person[]) {
  const cut = fc.record({
    field: fc.constantFrom('firstName', 'lastName', 'email', 'employeeNumber', 'phone', 'customer'),
    from: fc.double({ min: 0, max: 1, noNaN: true }),
    whole: fc.boolean(),
    way: fc.constantFrom(...ways),
  });
  return fc
    .record({
      person: fc.constantFrom(...people),
      cuts: fc.array(cut, { minLength: 1, maxLength: 3 }),
      between: fc.constantFrom(' ', ', ', '  ', '\u3000', ' <'),
    })
    .map(({ person, cuts, between }) => {
      const parts = cuts.map(({ field, from, whole, way }) => {
        const value = field === 'phone' ? (person.phones[0]?.number ?? '') : person[field];
        const points = Array.from(value);
        const start = Math.floor(from * points.length);
        return way(whole ? value : points.slice(start, start + 4).join(''));
      });
      return { person, query: parts.join(between) };
    });
}

/** Who is meant by a query, by looking at each of them. */
export function lookingAt<P extends Person>(people: readonly P[]): (query: string) => readonly P[] {
  const each = people.map((person) => {
    const text = entityText(userFields, person);
    return { person, text: `${text}\n${foldForSearch(person.customer)}` };
  });
  return (query) => {
    const terms = searchTerms(query);
    return each.filter(({ text }) => matchesSearch(text, terms)).map(({ person }) => person);
  };
}
