// A monkey at the keys: strokes from a seed against a drawn console, and what must hold after each.

import type { ConsoleState } from '../../../src/core/state.ts';
import { listState } from '../../../src/tui/app/frame.ts';
import { clickOrScroll } from '../../../src/tui/app/list-actions.ts';
import { screenOf } from '../../../src/tui/app/screens.ts';
import { overlayList } from '../../../src/tui/dialogs/opened.ts';
import { bindings } from '../../../src/tui/keys/bindings.ts';
import type { Stroke } from '../../../src/tui/keys/strokes.ts';
import { pressAll } from '../../../src/tui/keys/use-keys.ts';
import { selectedIndexIn, windowFor } from '../../../src/tui/layout/window-for.ts';
import { composeButtons, type UiState } from '../../../src/tui/state/ui-state.ts';
import type { Random } from '../../core/config/edit/random.ts';
import type { DrawnConsole } from '../../support/draw-console.tsx';
import type { FakeServices } from '../../support/fake-console.ts';
import { drawScreen, expectFits } from '../../support/screen.ts';
import { hostileText } from '../hostile/strings.ts';

/** What changes something outside of the console. */
const actsOf = ({ config, files, listener, login, messages, pairing, tasks }: FakeServices) => [
  config.write,
  config.undo,
  messages.send,
  pairing.approve,
  pairing.notify,
  pairing.dismiss,
  pairing.revoke,
  pairing.restore,
  login.logOut,
  login.handOver,
  listener.endOrphan,
  files.makePrivate,
  tasks.start,
];

const letters = [...'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+-*/?!@#[]:; '];
const names: readonly [string, ...string[]] = [
  'enter',
  ...new Set(bindings.flatMap(({ strokes }: { readonly strokes: readonly string[] }) => strokes)),
  ...letters,
];
/** What leads further than most. */
const frequent: readonly [string, ...string[]] = [
  'enter',
  'enter',
  'enter',
  'j',
  'k',
  'down',
  'tab',
  'y',
  'right',
  'esc',
  'space',
  'pagedown',
  'G',
  'g',
];

const strokeOf = (name: string): Stroke => {
  if (name === ' ' || name === 'space') return { name: 'space', text: ' ' };
  return [...name].length === 1 ? { name, text: name } : { name };
};

/** One stroke, or now and then a burst of a few. */
const strokesFrom = (random: Random, { overlays }: UiState): readonly Stroke[] => {
  const top = overlays.at(-1)?.type;
  if ((top === 'confirm' || top === 'review') && random.chance(0.3)) return [strokeOf('y')];
  const one = (): Stroke => strokeOf(random.chance(0.45) ? random.pick(frequent) : random.pick(names));
  if (random.chance(0.96)) return [one()];
  return Array.from({ length: 2 + random.below(6) }, one);
};

/** Is this stroke the answer that does it, to the question on top? */
const confirms = ({ overlays }: UiState, { name }: Stroke): boolean => {
  const top = overlays.at(-1);
  switch (top?.type) {
    case 'confirm':
      return name === 'y' || (name === 'enter' && (top.focus === 'confirm' || top.typed !== undefined));
    case 'review':
      return name === 'y' || (name === 'enter' && top.focus === 'confirm');
    // The operator has chosen or typed what is to be done, and was told what that is.
    case 'choice':
    case 'prompt':
    case 'pick':
      return name === 'enter';
    case 'compose':
      return composeButtons.some((button) => button === top.focus);
    default:
      return false;
  }
};

/** Lets what a stroke began go on as far as it can without time. */
const turn = async (): Promise<void> => {
  for (let times = 0; times < 12; times += 1) await Promise.resolve();
};

const sizes: readonly [readonly [number, number], ...(readonly [number, number])[]] = [
  [80, 24],
  [80, 24],
  [120, 40],
  [60, 20],
  [200, 60],
  [40, 12],
  [20, 6],
  [5, 3],
  [1, 1],
  [132, 10],
  [33, 50],
];

/** A monkey in front of a console. */
export interface Monkey {
  /** So many strokes. @throws Error when anything does not hold, with the last strokes */
  play(strokes: number): Promise<void>;
  /** Questions answered with yes. */
  readonly confirmed: number;
  /** Acts that followed. */
  readonly acted: number;
}

/** @param states what the core may know, changed now and then under the operator's eyes */
export const createMonkey = (
  drawn: DrawnConsole,
  random: Random,
  states: readonly [ConsoleState, ...ConsoleState[]],
): Monkey => {
  const { app, services } = drawn;
  const history: string[] = [];
  let [confirmed, acted, licences] = [0, 0, 0];

  const fail = (what: string): never => {
    const { screen, overlays, focus } = app.frame().ui;
    const where = `${screen}, ${overlays.map(({ type }) => type).join(' > ') || 'no overlay'}, focus ${focus ?? 'none'}`;
    throw new Error(
      `${what}\n${where}\nlast strokes: ${history.slice(-60).join(' ')}\n${drawScreen(drawn.terminal)}`,
    );
  };

  const countActs = (): number => actsOf(services).reduce((sum, act) => sum + act.mock.calls.length, 0);

  const checkState = (): void => {
    const frame = app.frame();
    const { ui } = frame;
    if (ui.toasts.some(({ text }) => text.startsWith('Something went wrong inside')))
      fail(`An action broke: ${JSON.stringify(ui.toasts)}`);
    if (drawn.quits.some(({ type }) => type === 'failed'))
      fail(`The console failed: ${JSON.stringify(drawn.quits)}`);
    if (frame.layout.sizeClass === 'too-small') return;
    const top = ui.overlays.at(-1);
    for (const list of [
      screenOf(ui.screen).list(frame),
      top === undefined ? undefined : overlayList(top, frame),
    ]) {
      if (list === undefined) continue;
      const state = listState(ui, list.name);
      const at = selectedIndexIn(list.ids, state);
      const isIn =
        list.ids.length === 0 ? at === -1 : at >= 0 && at < list.ids.length && list.ids.at(at) !== undefined;
      if (!isIn) fail(`Row ${at} of ${list.ids.length} is selected in ${list.name}.`);
      const window = windowFor(list.ids, state, list.height);
      if (window.top < 0 || window.end > list.ids.length || window.top > window.end)
        fail(`${list.name} shows ${window.top} to ${window.end} of ${list.ids.length}.`);
    }
  };

  /** What a question began may go on while the next strokes come; what finds nobody asked, a click or a new state too, must not begin anything. */
  const checkActs = (did: number): void => {
    const more = countActs() - did;
    acted += more;
    if (more > 0 && history.length - licences > 3) fail(`${more} acts without a question.`);
  };

  const press = async (strokes: readonly Stroke[]): Promise<void> => {
    const before = app.frame().ui;
    const did = countActs();
    const answers = strokes.filter((stroke) => confirms(before, stroke)).length;
    history.push(strokes.map(({ name }) => name).join('·'));
    pressAll(app, strokes);
    await turn();
    if (answers > 0) {
      confirmed += 1;
      licences = history.length;
    }
    checkActs(did);
    checkState();
  };

  const look = async (): Promise<void> => {
    await drawn.settle();
    expectFits(drawn.terminal);
    if (/\bERROR\b/u.test(drawn.screen()[1] ?? '')) fail('The drawing broke.');
    if (drawn.terminal.lines().length !== drawn.terminal.rows)
      fail('The frame has not as many rows as the window.');
  };

  /** Esc, a few times, leads out of everything that is open. */
  const checkWayOut = async (): Promise<void> => {
    for (let times = 0; times < 24; times += 1) await press([{ name: 'esc' }]);
    const { overlays, focus, pendingCheck } = app.frame().ui;
    if (overlays.length > 0 || focus !== undefined || pendingCheck !== undefined)
      fail('Esc does not lead out.');
  };

  const disturb = async (): Promise<void> => {
    const { columns, rows } = drawn.terminal;
    const did = countActs();
    if (random.chance(0.3))
      clickOrScroll(app, { type: 'click', column: random.below(columns), row: random.below(rows) });
    if (random.chance(0.3)) clickOrScroll(app, { type: 'wheel', by: random.pick([-1, 1]) });
    if (random.chance(0.1)) await drawn.paste(hostileText(random).replaceAll('\u001b', ''));
    if (random.chance(0.1)) await drawn.resize(...random.pick(sizes));
    if (random.chance(0.1)) drawn.become(random.pick(states));
    if (random.chance(0.1)) drawn.clock.advance(random.pick([100, 4_000, 70_000]));
    await turn();
    checkActs(did);
  };

  return {
    play: async (strokes) => {
      try {
        for (let done = 0; done < strokes; ) {
          for (let burst = 20 + random.below(60); burst > 0 && done < strokes; burst -= 1, done += 1)
            await press(strokesFrom(random, app.frame().ui));
          await look();
          if (random.chance(0.1)) await checkWayOut();
          history.push('~');
          await disturb();
        }
      } catch (error) {
        if (error instanceof Error && !error.message.includes('last strokes'))
          error.message += `\nlast strokes: ${history.slice(-60).join(' ')}`;
        throw error;
      }
    },
    get confirmed() {
      return confirmed;
    },
    get acted() {
      return acted;
    },
  };
};
