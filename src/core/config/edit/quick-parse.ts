// The JSON5 that nearly every config is written in, read in one pass: json5 looks at each character several times, and takes ten times as long.
// Whatever is rarer (escapes, other numbers, other letters in keys) and whatever is wrong is left to json5: what is read here, it reads alike. Pure.
import type { TreeItem, TreeNode } from './types.ts';

/** What is made of a text, piece by piece. Offsets are those of the text; `end` is behind the last character. */
interface Maker<Made> {
  /** A string, with its quotes. */
  readonly text: (start: number, end: number) => Made;
  readonly other: (start: number, end: number, value: number | boolean | null) => Made;
  readonly array: (start: number, end: number, elements: Made[]) => Made;
  readonly object: (start: number, end: number, keys: readonly Key[], values: readonly Made[]) => Made;
}

interface Key {
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

/** Deeper ones are counted by those who can refuse them. */
const maxDepth = 100;

const codeOf = (char: string): number => char.charCodeAt(0);
const tab = codeOf('\t');
const lineFeed = codeOf('\n');
const carriageReturn = codeOf('\r');
const blank = codeOf(' ');
const quote = codeOf('"');
const apostrophe = codeOf("'");
const backslash = codeOf('\\');
const star = codeOf('*');
const comma = codeOf(',');
const slash = codeOf('/');
const colon = codeOf(':');
const openBracket = codeOf('[');
const closeBracket = codeOf(']');
const openBrace = codeOf('{');
const closeBrace = codeOf('}');

const bareKey = /[A-Za-z_$][\w$]*/uy;
const scalar = /null|true|false|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/uy;
const words: ReadonlyMap<string, boolean | null> = new Map([
  ['null', null],
  ['true', true],
  ['false', false],
]);

/** Thrown where the text is not of the common kind; never leaves this file. */
class Uncommon extends Error {}

class Reader<Made> {
  readonly #text: string;
  readonly #make: Maker<Made>;
  #at = 0;

  constructor(text: string, make: Maker<Made>) {
    this.#text = text;
    this.#make = make;
  }

  /** The one value of the text. @throws Uncommon */
  whole(): Made {
    if (this.#text.startsWith('\ufeff')) this.#at = 1;
    this.#skip();
    const made = this.#value(0);
    this.#skip();
    if (this.#at < this.#text.length) throw new Uncommon();
    return made;
  }

  #char(): number {
    return this.#text.charCodeAt(this.#at);
  }

  #skip(): void {
    for (;;) {
      const char = this.#char();
      if (char === blank || char === lineFeed || char === tab || char === carriageReturn) this.#at += 1;
      else if (char === slash) this.#skipComment();
      else return;
    }
  }

  #skipComment(): void {
    const text = this.#text;
    const next = text.charCodeAt(this.#at + 1);
    if (next === star) {
      const end = text.indexOf('*/', this.#at + 2);
      if (end < 0) throw new Uncommon();
      this.#at = end + 2;
    } else if (next === slash) {
      let end = this.#at + 2;
      while (
        end < text.length &&
        text.charCodeAt(end) !== lineFeed &&
        text.charCodeAt(end) !== carriageReturn
      )
        end += 1;
      this.#at = end;
    } else throw new Uncommon();
  }

  #value(depth: number): Made {
    switch (this.#char()) {
      case quote:
      case apostrophe: {
        const start = this.#at;
        this.#skipString();
        return this.#make.text(start, this.#at);
      }
      case openBracket:
        return this.#array(depth + 1);
      case openBrace:
        return this.#object(depth + 1);
      default: {
        const start = this.#at;
        const found = this.#match(scalar);
        const word = words.get(found);
        return this.#make.other(start, this.#at, word === undefined ? Number(found) : word);
      }
    }
  }

  #match(pattern: RegExp): string {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text)?.[0];
    if (found === undefined) throw new Uncommon();
    this.#at += found.length;
    return found;
  }

  /** From one quote to behind the other; one that holds an escape, or a line break, is not common. */
  #skipString(): void {
    const text = this.#text;
    const mark = this.#char();
    for (let at = this.#at + 1; at < text.length; at += 1) {
      const char = text.charCodeAt(at);
      if (char === mark) {
        this.#at = at + 1;
        return;
      }
      if (char === backslash || char === lineFeed || char === carriageReturn) break;
    }
    throw new Uncommon();
  }

  /** After an item: is there another one? Else the bracket is taken. */
  #hasNext(close: number): boolean {
    this.#skip();
    if (this.#char() === comma) {
      this.#at += 1;
      this.#skip();
      if (this.#char() !== close) return true;
    }
    if (this.#char() !== close) throw new Uncommon();
    this.#at += 1;
    return false;
  }

  /** Over the opening bracket: is there an item? Else the closing one is taken, too. */
  #opens(close: number, depth: number): boolean {
    if (depth > maxDepth) throw new Uncommon();
    this.#at += 1;
    this.#skip();
    if (this.#char() !== close) return true;
    this.#at += 1;
    return false;
  }

  #array(depth: number): Made {
    const start = this.#at;
    const elements: Made[] = [];
    if (this.#opens(closeBracket, depth)) {
      do elements.push(this.#value(depth));
      while (this.#hasNext(closeBracket));
    }
    return this.#make.array(start, this.#at, elements);
  }

  #object(depth: number): Made {
    const start = this.#at;
    const keys: Key[] = [];
    const values: Made[] = [];
    if (this.#opens(closeBrace, depth)) {
      do {
        keys.push(this.#key());
        this.#skip();
        if (this.#char() !== colon) throw new Uncommon();
        this.#at += 1;
        this.#skip();
        values.push(this.#value(depth));
      } while (this.#hasNext(closeBrace));
    }
    return this.#make.object(start, this.#at, keys, values);
  }

  #key(): Key {
    const start = this.#at;
    const char = this.#char();
    if (char !== quote && char !== apostrophe) return { name: this.#match(bareKey), start, end: this.#at };
    this.#skipString();
    return { name: this.#text.slice(start + 1, this.#at - 1), start, end: this.#at };
  }
}

const read = <Made>(text: string, make: Maker<Made>): { readonly made: Made } | undefined => {
  // They end a line where a comment is, and json5 warns of them in strings.
  if (/[\u2028\u2029]/u.test(text)) return undefined;
  try {
    return { made: new Reader(text, make).whole() };
  } catch (error) {
    if (error instanceof Uncommon) return undefined;
    throw error;
  }
};

/** What a text says; undefined where json5 has to be asked. */
export const quickValue = (text: string): { readonly value: unknown } | undefined => {
  const found = read<unknown>(text, {
    text: (start, end) => text.slice(start + 1, end - 1),
    other: (_start, _end, value) => value,
    array: (_start, _end, elements) => elements,
    object: (_start, _end, keys, values) => {
      const made: Record<string, unknown> = {};
      for (const [index, { name }] of keys.entries()) {
        if (name === '__proto__') throw new Uncommon();
        made[name] = values[index];
      }
      return made;
    },
  });
  return found && { value: found.made };
};

const noItems: readonly TreeItem[] = [];

/** Where everything in a text stands; undefined where it is not of the common kind, or wrong. */
export const quickTree = (text: string): TreeNode | undefined =>
  read<TreeNode>(text, {
    text: (start, end) => ({ kind: 'scalar', start, end, items: noItems }),
    other: (start, end) => ({ kind: 'scalar', start, end, items: noItems }),
    array: (start, end, elements) => ({
      kind: 'array',
      start,
      end,
      items: elements.map((value): TreeItem => ({ start: value.start, end: value.end, value })),
    }),
    object: (start, end, keys, values) => ({
      kind: 'object',
      start,
      end,
      items: keys.flatMap((key, index): readonly TreeItem[] => {
        const value = values[index];
        return value === undefined ? [] : [{ start: key.start, end: value.end, key, value }];
      }),
    }),
  })?.made;
