import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  entityText,
  foldForSearch,
  matchesSearch,
  matchRanges,
  searchTerms,
  searchText,
} from '#shared/domain/search.ts';
import { textKey } from '#shared/domain/text.ts';
import { userFields } from '#shared/domain/userFields.ts';
import { lookingAt, queriesOf, somePeople } from '#test/support/searchPeople.ts';

const userText = (person: object): string =>
  entityText(userFields, {
    firstName: '',
    lastName: '',
    email: '',
    employeeNumber: '',
    phones: [],
    ...person,
  });
const phone = (number: string) => ({ phones: [{ kind: 'work', number }] });

describe('people are found as they are called', () => {
  const ana = { firstName: 'Ana', lastName: 'Ćurić', email: 'ana@nord.example' };
  const neill = { firstName: 'Sinéad', lastName: 'O’Neill', email: "s.o'neill@nord.example" };
  const yamada = { firstName: '花子', lastName: '山田', email: 'hanako@nord.example' };
  const lopez = { firstName: 'José', lastName: 'García-López' };
  const zhu = { firstName: 'Светлана', lastName: 'Журавлёв', email: 'svetlana.zhuravlyov@nord.example' };
  test.each([
    ['ana curic', ana],
    ['Curic, Ana', ana],
    ['CURIĆ', ana],
    ['Ｃｕｒｉｃ　ａｎａ', ana],
    ['C\u0301uric\u0301', ana],
    ['Ana\u200b Ćurić', ana],
    ['"Ana Curic" <ana@nord.example>', ana],
    ['“Ćurić; Ana” (Nord.)', { ...ana, lastName: 'Ćurić Nord' }],
    ['nord.example ana', ana],
    ['jose garcia', lopez],
    ['garcia lopez', lopez],
    ['garcia-lopez', { lastName: 'García López' }],
    ['lopez–garcia', lopez],
    ['oneill', neill],
    ['o neill', neill],
    ['O’NEILL', neill],
    ["o'neill@nord.example", neill],
    ['dordevic', { lastName: 'Đorđević' }],
    ['STRASSE', { lastName: 'Straße' }],
    ['strasse', { lastName: 'STRAẞE' }],
    ['ipek kilic', { firstName: 'İpek', lastName: 'Kılıç' }],
    ['oyvind aelfred', { firstName: 'Øyvind', lastName: 'Ælfred' }],
    ['山田花子', yamada],
    ['花子山田', yamada],
    ['山田 花子', yamada],
    ['ｶﾞﾌﾞﾘ', { firstName: 'ガブリエル' }],
    ['김철수', { firstName: '철수', lastName: '김' }],
    ['svetlana zhu', zhu],
    ['журавлев светлана', zhu],
    ['اسماء', { firstName: 'أَسْماء' }],
    ['علی', { firstName: 'علي' }],
    ['οδυσσευσ', { firstName: 'ΟΔΥΣΣΕΥΣ' }],
    ['555 1111', phone('+49 40 555 1111')],
    ['040 555 1111', phone('+49 40 555 1111')],
    ['+49 (40) 555-1111', phone('+49 40 555 1111')],
    ['+49 (0)40 5551111', phone('+49 40 555 1111')],
    ['040/555.1111', phone('+49 40 555 1111')],
    ['0049405551111', phone('+49 40 555 1111')],
    ['٥٥٥ ١١١١', phone('+49 40 555 1111')],
    ['tel:+49-40-5551111', phone('+49 40 555 1111')],
    ['Tel.: 040 555 1111', phone('+49 40 555 1111')],
    ['<mailto:ANA@nord.example>', ana],
    ['ana 555.1111', { ...ana, ...phone('+49 40 555-1111') }],
    ['E-1042', { employeeNumber: 'E-1042' }],
    ['e1042', { employeeNumber: 'E 1042' }],
    ['1042', { employeeNumber: 'E-1042' }],
    ['ana@xn--mnchen-3ya.example', { email: 'ana@münchen.example' }],
    ['ana@münchen.example', { email: 'ana@xn--mnchen-3ya.example' }],
    ['munchen', { email: 'ana@münchen.example' }],
    ['100%_', { lastName: '100%_Real' }],
    ['dr. ana', { ...ana, firstName: 'Dr Ana' }],
  ])('%s', (query, person) => {
    expect(matchesSearch(userText(person), searchTerms(query))).toBe(true);
  });

  test.each([
    ['ana curid', ana],
    ['nag', { firstName: 'Ana', lastName: 'García' }],
    ['ко', { lastName: 'к' }],
    ['कि', { lastName: 'क' }],
    ['か', { lastName: 'がく' }],
    ['가', { lastName: '각' }],
    ['555 2222', phone('+49 40 555 1111')],
    ['ana@nord', { email: 'mariana@sud.example', lastName: 'Nord' }],
  ])('not by %s', (query, person) => {
    expect(matchesSearch(userText(person), searchTerms(query))).toBe(false);
  });

  test('what is found alike may still be two', () => {
    for (const [one, other] of [
      ['ć', 'c'],
      ['đ', 'd'],
      ['O’Neill', 'ONeill'],
    ] as const) {
      expect(foldForSearch(one)).toBe(foldForSearch(other));
      expect(textKey(one)).not.toBe(textKey(other));
    }
  });

  test('nothing but signs between names means everybody', () => {
    for (const query of ['', '  ', ',', ' - ', '"', '\0', '()']) expect(searchTerms(query).words).toEqual([]);
  });

  test('an id is the whole of a query', () => {
    const id = '0198B3E2-1F66-7C41-9B7C-6E6C36A0C0DE';
    expect(searchTerms(` ${id} `).id).toBe(id.toLowerCase());
    expect(searchTerms(`${id} ana`).id).toBeNull();
  });
});

describe('folding', () => {
  test('of what is folded changes nothing, for every character of the two planes with scripts', () => {
    const changed: string[] = [];
    for (let point = 0; point <= 0x1_ff_ff; point += 1) {
      if (point >= 0xd8_00 && point <= 0xdf_ff) continue;
      const folded = foldForSearch(String.fromCodePoint(point));
      if (foldForSearch(folded) !== folded) changed.push(point.toString(16));
    }
    expect(changed).toEqual([]);
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const folded = foldForSearch(text);
        expect(foldForSearch(folded)).toBe(folded);
        expect(folded.isWellFormed()).toBe(true);
        expect(folded).not.toMatch(/[\0\n]/u);
      }),
      { numRuns: 2000 },
    );
  });

  test('a person is found by whatever is cut from what is known of them', () => {
    const people = somePeople(200);
    const meantBy = lookingAt(people);
    fc.assert(
      fc.property(queriesOf(people), ({ person, query }) => {
        expect(meantBy(query)).toContain(person);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('what was found is marked', () => {
  const marked = (shown: string, query: string): string => {
    const ranges = matchRanges(shown, searchTerms(query));
    return ranges.toReversed().reduce((text, [from, to]) => {
      return `${text.slice(0, from)}[${text.slice(from, to)}]${text.slice(to)}`;
    }, shown);
  };
  test.each([
    ['Ana Ćurić', 'curic an', '[An]a [Ćurić]'],
    ['Straße', 'ss', 'Stra[ß]e'],
    ['ﬁnn', 'fi', '[ﬁ]nn'],
    ['Zoe\u0308 K', 'zoe', '[Zoe\u0308] K'],
    ['ＡＢＣ', 'b', 'Ａ[Ｂ]Ｃ'],
    ['😀k 👩‍🔧k', 'k', '😀[k] 👩‍🔧[k]'],
    ['Sinéad O’Neill', 'oneill', 'Sinéad [O’Neill]'],
    ['花子 山田', '山田花子', '[花子] [山田]'],
    ['García-López', 'garcia lopez', '[García]-[López]'],
    ['E-1042', 'e1042', '[E-1042]'],
    ['+49 (0)40 555-1111', '405551111', '+49 (0)[40 555-1111]'],
    ['+49 40 555 1111', '555 1111', '+49 40 [555 1111]'],
    ['anan', 'ana nan', '[anan]'],
    ['Ana', 'bob', 'Ana'],
    ['Ana', '', 'Ana'],
    ['حَسَن', 'حسن', '[حَسَن]'],
  ])('%s by %s', (shown, query, expected) => {
    expect(marked(shown, query)).toBe(expected);
  });

  test('never half a character, and in order, whatever is shown', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string(), (shown, query) => {
        let last = 0;
        for (const [from, to] of matchRanges(shown, searchTerms(query))) {
          expect(from).toBeGreaterThanOrEqual(last);
          expect(to).toBeGreaterThan(from);
          expect(shown.slice(from, to).isWellFormed() || !shown.isWellFormed()).toBe(true);
          last = to;
        }
        expect(last).toBeLessThanOrEqual(shown.length);
      }),
    );
  });

  test('wherever a word is found in what is shown', () => {
    const people = somePeople(100);
    fc.assert(
      fc.property(queriesOf(people), ({ query }) => {
        const { words } = searchTerms(query);
        const hit = people
          .slice(0, 20)
          .filter(({ lastName }) => words.some((word) => searchText([lastName]).includes(word)));
        const unmarked = hit.filter(({ lastName }) => matchRanges(lastName, searchTerms(query)).length === 0);
        expect(unmarked).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });
});
