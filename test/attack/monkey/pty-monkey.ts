// A monkey at a real terminal: bursts of strokes from a seed that can answer no question with yes, and what must hold of every picture.
import { type BindingId, bindings } from '../../../src/tui/keys/bindings.ts';
import type { Random } from '../../core/config/edit/random.ts';
import { bytesOf, pasteBytes } from '../../support/press.ts';
import { drawScreen, expectFits } from '../../support/screen.ts';
import type { TerminalSession } from '../../support/terminal.ts';
import { hostileText } from '../hostile/strings.ts';

/** What says yes, chooses, sends, or runs the row of a list: where one of these stands, its strokes do something. */
const answers: ReadonlySet<BindingId> = new Set<BindingId>([
  'confirm.yes',
  'confirm.choose',
  'review.yes',
  'review.choose',
  'prompt.accept',
  'choice.pick',
  'pick.choose',
  'compose.send',
  'compose.press',
  'checklist.run',
  'set-up.do',
  'help.run',
  'details.run',
  'command-run.next',
  'copy-menu.copy',
  'list.open',
  'field.accept',
]);
/** What ends the program. */
const ends: ReadonlySet<BindingId> = new Set<BindingId>(['app.quit', 'app.interrupt']);
/** What starts a log-in at once, without a question where no session is alive. */
const loginStarts: ReadonlySet<BindingId> = new Set<BindingId>(['login.start', 'status.login']);
/** The operator's own editor: a program of its own, which gets the keys meanwhile. */
const editors: ReadonlySet<BindingId> = new Set<BindingId>(['access.edit-file']);

const strokesWith = (ids: ReadonlySet<BindingId>): ReadonlySet<string> =>
  new Set(bindings.flatMap(({ id, strokes }): readonly string[] => (ids.has(id) ? strokes : [])));

/** Strokes no monkey presses blindly: what they do depends on what is asked. */
export const answering = strokesWith(answers);
const never: ReadonlySet<string> = new Set([...answering, ...strokesWith(ends), ...strokesWith(editors)]);
/** Strokes that may ask for a log-in. */
export const askingLogin: ReadonlySet<string> = new Set(
  [...strokesWith(loginStarts)].filter((stroke) => !never.has(stroke)),
);

const letters = [...'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+-*/?!@#[]:;.,~ạ日'];
const bound: readonly string[] = bindings.flatMap(({ strokes }): readonly string[] => strokes);
const moves = [
  'esc',
  'esc',
  'esc',
  'esc',
  'j',
  'k',
  'down',
  'up',
  'tab',
  'space',
  'right',
  'G',
  '1',
  '2',
  '3',
  '4',
  '5',
  '6',
  's',
  '+',
  'x',
  'e',
  'a',
];

/** Letters that no screen knows: typed anywhere else than into a field they do nothing. */
const inert = [...'bcdfhkwxzBFHIPQTVWXZ'].filter((letter) => !bound.includes(letter));
const wordOf = (time: number): string => {
  let word = '';
  for (let rest = time; rest > 0; rest = Math.floor(rest / inert.length))
    word += inert[rest % inert.length] ?? '';
  return `${word}${inert[0]}${word}`;
};

/** Esc as a terminal sends it that tells keys from the beginnings of sequences (`CSI u`): nothing has to be waited for. */
const escBytes = '\u001B[27u';
const f1 = bytesOf('f1');

const bytes = (stroke: string): string => (stroke === 'esc' ? escBytes : bytesOf(stroke));

const sizes: readonly [readonly [number, number], ...(readonly [number, number])[]] = [
  [80, 24],
  [80, 24],
  [120, 40],
  [60, 20],
  [100, 30],
  [160, 50],
];

/** What has been pressed so far. */
export interface Pressed {
  readonly strokes: number;
  /** Of these, strokes that may ask for a log-in: `l`, and Enter where no question stands. */
  readonly loginWishes: number;
  /** How often a question stood after one stroke that asks. */
  readonly questions: number;
}

/** A monkey at a terminal. */
export interface PtyMonkey {
  /**
   * So many strokes, and back to a screen on which no question stands. With `mayAskLogin` also those that start a log-in at once.
   * @throws Error with the last bytes and the screen, when something does not hold
   */
  play(strokes: number, options: { readonly mayAskLogin: boolean }): Promise<void>;
  readonly pressed: Pressed;
}

const burstSize = { least: 120, most: 201 };
/** However busy the machine is. */
const deadlineMs = 60_000;
/** So often a word is typed again, whenever the picture has changed. */
const mostTries = 40;

const pool = (names: Iterable<string>, mayAskLogin: boolean): readonly [string, ...string[]] => [
  'j',
  ...[...new Set(names)].filter((name) => !never.has(name) && (mayAskLogin || !askingLogin.has(name))),
];
/** What asks before it does something, and what starts listening. */
const dangers = bindings.flatMap(({ id, strokes, ...rest }): readonly string[] =>
  'isDanger' in rest || id === 'status.listener' || id === 'feed.listener' ? strokes : [],
);
const [first = 'j', ...others] = moves;
const frequent: readonly [string, ...string[]] = [first, ...others];

/** Something else than a key: a report of the mouse, a paste, a focus report, half a sequence. */
const disturbance = (
  random: Random,
  { columns, rows }: { readonly columns: number; readonly rows: number },
): string => {
  const place = `${1 + random.below(columns)};${1 + random.below(rows)}`;
  if (random.chance(0.5))
    return `\u001B[<${random.pick([0, 0, 1, 2, 32, 64, 65, 35])};${place}${random.pick(['M', 'M', 'm'])}`;
  if (random.chance(0.7))
    return pasteBytes(hostileText(random).replaceAll('\u001B', '').replaceAll('\u0003', ''));
  return random.pick(['\u001B[I', '\u001B[O', '\u001B[1;5C', '\u001B[24~', '\u001B[<0;1M']);
};

/** Makes it. */
export const createPtyMonkey = (session: TerminalSession, random: Random): PtyMonkey => {
  const { terminal } = session;
  const sent: string[] = [];
  let [strokes, loginWishes, questions, words] = [0, 0, 0, 0];
  /** The window has changed and the program may not have heard of it. */
  let isResized = false;

  const fail = (what: string): never => {
    throw new Error(`${what}\nlast bytes: ${JSON.stringify(sent.join(''))}\n${drawScreen(terminal)}`);
  };

  const send = (text: string): void => {
    sent.push(text);
    if (sent.length > 6) sent.shift();
    session.type(text);
  };

  /** Every whole picture, also those on the way. */
  const checkPicture = (text: string): void => {
    if (isResized) return;
    expectFits(terminal);
    if (text.includes('Something went wrong inside')) fail('An action broke.');
    if (/^\s*ERROR\b/mu.test(text)) fail('The drawing broke.');
  };

  /**
   * Opens help over whatever there is and types a word: when it is seen, all that was pressed before has been acted on, and what was looked
   * up before a question has been found. Meanwhile keys mean nothing: the word is typed again whenever the picture has changed.
   */
  const settled = async (before: string): Promise<string> => {
    words += 1;
    const word = wordOf(words);
    send(`${before}${f1}${word}`);
    let [last, tries] = ['', 0];
    const isSeen = (): boolean => {
      const text = terminal.text();
      checkPicture(text);
      if (text.includes(word)) return true;
      if (last !== '' && text !== last && tries < mostTries) {
        tries += 1;
        send(`${f1}${word}`);
      }
      last = text;
      return false;
    };
    try {
      await session.until(isSeen, { deadlineMs });
    } catch (error) {
      if (error instanceof Error) error.message += `\nlast bytes: ${JSON.stringify(sent.join(''))}`;
      throw error;
    }
    isResized = false;
    checkPicture(terminal.text());
    if (terminal.lines().length !== terminal.rows) fail('The frame has not as many rows as the window.');
    send(escBytes);
    return word;
  };

  /** Help has gone again: what stood below it is seen, a question too. */
  const uncovered = async (word: string): Promise<void> => {
    await session.until(
      (screen) => {
        const text = screen.text();
        checkPicture(text);
        return !text.includes(word);
      },
      { deadlineMs },
    );
    if (terminal.text().includes('[ Cancel ]')) questions += 1;
  };

  const press = (name: string): string => {
    if (askingLogin.has(name) || name === 'enter') loginWishes += 1;
    strokes += 1;
    return bytes(name);
  };

  const blind = (count: number, names: readonly [string, ...string[]]): string => {
    let text = '';
    for (let pressed = 0; pressed < count; pressed += 1) {
      if (random.chance(0.02)) text += disturbance(random, terminal);
      text += press(random.chance(0.4) ? random.pick(frequent) : random.pick(names));
    }
    return text;
  };

  /** From a screen on which no question stands: to a row, and there one stroke that asks something. Enter opens, or, on Login, starts. */
  const probe = (mayAskLogin: boolean): string => {
    const way = [
      random.pick(['1', '2', '3', '4', '5', '6']),
      ...Array.from({ length: random.below(12) }, () => 'j'),
    ];
    if (random.chance(0.3)) way.splice(1, 0, 'tab');
    way.push(mayAskLogin && random.chance(0.3) ? 'enter' : random.pick(pool(dangers, mayAskLogin)));
    return way.map(press).join('');
  };

  const resize = (): void => {
    isResized = true;
    // Through a window in which nothing has room.
    if (random.chance(0.3)) session.resize(1 + random.below(30), 1 + random.below(8));
    session.resize(...random.pick(sizes));
  };

  return {
    play: async (count, { mayAskLogin }) => {
      const names = pool([...bound, ...letters], mayAskLogin);
      const until = strokes + count;
      while (strokes < until) {
        if (random.chance(0.1)) resize();
        if (random.chance(0.5)) await uncovered(await settled(probe(mayAskLogin)));
        send(blind(burstSize.least + random.below(burstSize.most - burstSize.least), names));
        await settled(escBytes.repeat(12));
      }
    },
    get pressed() {
      return { strokes, loginWishes, questions };
    },
  };
};
