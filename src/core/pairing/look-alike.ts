// A stranger may take the name of somebody the owner trusts, or write it with letters that only look the same.

import type { Likeness } from '../model/known-name.ts';
import type { UserId } from '../shared/ids.ts';
import { fold } from '../shared/text/fold.ts';

/** Cyrillic, Greek and digits that the eye takes for Latin letters, after folding (lower case, no marks). */
const twins: Readonly<Record<string, string>> = {
  а: 'a',
  в: 'b',
  с: 'c',
  ԁ: 'd',
  е: 'e',
  һ: 'h',
  і: 'i',
  ј: 'j',
  к: 'k',
  ӏ: 'l',
  м: 'm',
  п: 'n',
  н: 'h',
  о: 'o',
  р: 'p',
  ԛ: 'q',
  г: 'r',
  ѕ: 's',
  т: 't',
  и: 'u',
  ѵ: 'v',
  ԝ: 'w',
  х: 'x',
  у: 'y',
  ү: 'y',
  ʏ: 'y',
  ɡ: 'g',
  ɩ: 'i',
  α: 'a',
  β: 'b',
  ε: 'e',
  η: 'n',
  ι: 'i',
  κ: 'k',
  ν: 'v',
  ο: 'o',
  ρ: 'p',
  σ: 'o',
  τ: 't',
  υ: 'u',
  χ: 'x',
  γ: 'y',
  ω: 'w',
  '0': 'o',
  '1': 'l',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '8': 'b',
  '|': 'l',
  '!': 'l',
  $: 's',
  '@': 'a',
};

/** What is left when everything that looks alike is one letter, and everything that is hardly seen is gone. */
const skeleton = (name: string): string =>
  [...fold(name.normalize('NFKC'))]
    .map((letter) => (Object.hasOwn(twins, letter) ? twins[letter] : letter))
    .join('')
    .replace(/[^\p{L}\p{N}]+/gu, '')
    .replaceAll('rn', 'm')
    .replaceAll('vv', 'w')
    // After the rest: `i`, `l` and a big `I` are one stroke.
    .replaceAll('i', 'l');

/** Somebody whose name could be taken. */
export interface NamedPerson {
  readonly id: UserId;
  readonly name: string;
}

/** People by the forms of their names, closest form first. Made once a list, so that a look-up is not a search. */
export interface NameIndex {
  readonly forms: Readonly<Record<Likeness, ReadonlyMap<string, readonly NamedPerson[]>>>;
}

const formOf: Readonly<Record<Likeness, (name: string) => string>> = {
  same: (name) => name.normalize('NFC').trim(),
  folded: (name) => fold(name).trim().replace(/\s+/gu, ' '),
  confusable: skeleton,
};

/** From the closest resemblance to the loosest. */
const likenesses: readonly Likeness[] = ['same', 'folded', 'confusable'];

/** Prepares names for {@link findLikeName}. */
export const indexNames = (people: readonly NamedPerson[]): NameIndex => {
  const index = (likeness: Likeness): Map<string, NamedPerson[]> => {
    const map = new Map<string, NamedPerson[]>();
    for (const person of people) {
      const form = formOf[likeness](person.name);
      const others = map.get(form);
      if (others === undefined) map.set(form, [person]);
      else others.push(person);
    }
    return map;
  };
  return { forms: { same: index('same'), folded: index('folded'), confusable: index('confusable') } };
};

/** Somebody else (not `ownId`) of that name, or of one that a reader would take for it. Blank names resemble nothing. */
export const findLikeName = (
  index: NameIndex,
  name: string,
  ownId: UserId,
): { readonly likeness: Likeness; readonly person: NamedPerson } | undefined => {
  for (const likeness of likenesses) {
    const form = formOf[likeness](name);
    const person = form === '' ? undefined : index.forms[likeness].get(form)?.find(({ id }) => id !== ownId);
    if (person !== undefined) return { likeness, person };
  }
  return undefined;
};

/** Does a name mix Latin letters with Cyrillic or Greek ones? No honest name does. */
export const mixesScripts = (name: string): boolean =>
  /\p{Script=Latin}/u.test(name) && /[\p{Script=Cyrillic}\p{Script=Greek}]/u.test(name);
