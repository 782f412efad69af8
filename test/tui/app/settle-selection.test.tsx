import { describe, expect, it } from 'vitest';
import type { Outcome } from '../../../src/core/outcome.ts';
import type { ConsoleState } from '../../../src/core/state.ts';
import { accessScreenSentences } from '../../../src/tui/access/words.ts';
import { openChecklistIfNeeded } from '../../../src/tui/app/settle-selection.ts';
import { unaskedAfterMs } from '../../../src/tui/app/waiting.ts';
import { frameSentences } from '../../../src/tui/app/words.ts';
import {
  aConfig,
  aFinding,
  anAccount,
  aRequest,
  aState,
  loggedOut,
  shop,
  someFacts,
  stopped,
  work,
} from '../../support/builders.ts';
import { drawConsole } from '../../support/draw-console.tsx';
import { selectedRow } from '../../support/drawn.ts';

const request = (sender: string, name: string, minutesAgo: number) => {
  const base = aRequest({ senderId: sender, name });
  return { ...base, createdAtMs: base.createdAtMs - minutesAgo * 60_000 };
};
const [a, b, c, d] = [
  request('901', 'An Một', 9),
  request('902', 'Bình Hai', 8),
  request('903', 'Chi Ba', 7),
  request('904', 'Dũng Bốn', 1),
];

it('never lets a stranger who arrives slip under the cursor', async () => {
  const console = await drawConsole({
    state: aState({ pairing: { requests: [a, b, c] } }),
    screen: 'pairing',
  });
  await console.press('G');
  await console.setState(aState({ pairing: { requests: [a, b] } }));
  await console.setState(aState({ pairing: { requests: [a, b, d] } }));
  expect(console.screen().find((row) => row.startsWith('›'))).toContain('Bình Hai');
});

it('keeps the row one looked at first, when another comes before it', async () => {
  const console = await drawConsole({ state: aState({ pairing: { requests: [b] } }), screen: 'pairing' });
  await console.setState(aState({ pairing: { requests: [a, b] } }));
  expect(console.screen().find((row) => row.startsWith('›'))).toContain('Bình Hai');
});

it('stays at the top of Access, where what is wrong comes first', async () => {
  const console = await drawConsole({ screen: 'access' });
  expect(console.screen().find((row) => row.startsWith('›'))).toContain('shop');
  const broken = aConfig({
    status: 'broken',
    findings: [aFinding({ code: 'config-broken', sentence: 'Line 3 is wrong.' })],
  });
  await console.setState(aState({ config: broken }));
  expect(console.screen().find((row) => row.startsWith('›'))).toContain('The config is broken');
  await console.setState(aState());
  // Whoever has moved down is left there, and told.
  await console.press('j', 'j');
  const selected = console.screen().find((row) => row.startsWith('›'));
  await console.setState(aState({ config: broken }));
  expect(console.screen().find((row) => row.startsWith('›'))).toBe(selected);
  expect(console.screen().at(-2)).toContain(accessScreenSentences.brokenAbove);
});

/** `work` needs a log-in and stands first; once it is logged in, `shop` does. */
const accounts = aConfig({ accounts: [anAccount(), anAccount({ id: 'work' })] });
const before = aState({
  config: accounts,
  facts: {
    [shop]: someFacts({ listener: stopped }),
    [work]: someFacts({ session: loggedOut, listener: stopped }),
  },
});
const after = aState({
  config: accounts,
  facts: { [shop]: someFacts({ listener: stopped }), [work]: someFacts({ listener: stopped }) },
});

it('the account that is logged in from a row stays the selected one, on Status and on Login', async () => {
  const console = await drawConsole({ state: before });
  expect(selectedRow(console)).toContain('work');
  await console.press('l');
  await console.setState(after);
  expect(console.app.frame().ui.screen).toBe('login');
  expect(selectedRow(console)).toContain('work');
  await console.press('1');
  expect(selectedRow(console)).toContain('work');
  await console.press('s');
  expect(console.services.listener.start.mock.calls).toEqual([[work]]);
});

it('a log-in from the list of Login selects its account on Status, too', async () => {
  const console = await drawConsole({ state: after, screen: 'login' });
  await console.press('j', 'enter', 'y');
  expect(console.services.login.start.mock.calls).toEqual([[work]]);
  await console.press('1', 's');
  expect(console.services.listener.start.mock.calls).toEqual([[work]]);
});

it('what is done with a row binds the selection to it, wherever it goes by that', async () => {
  const console = await drawConsole({ state: before });
  await console.press('r');
  expect(console.services.accounts.probe.mock.calls).toEqual([[work]]);
  await console.setState(after);
  expect(selectedRow(console)).toContain('work');
  await console.press('s');
  expect(console.services.listener.start.mock.calls).toEqual([[work]]);
});

describe('the checklist that opens by itself', () => {
  const wrong = aState({ config: aConfig({ findings: [aFinding({ severity: 'problem' })] }) });

  /** A console that has just started, and is still finding out which OpenClaw is here. */
  const started = async (state: ConsoleState) => {
    const console = await drawConsole({ state });
    const located = Promise.withResolvers<Outcome>();
    console.services.gateway.locateOpenClaw.mockReturnValue(located.promise);
    let isLeaving = false;
    const judged = openChecklistIfNeeded(console.app, () => isLeaving);
    await console.passTime(unaskedAfterMs);
    return {
      console,
      leave: () => {
        isLeaving = true;
      },
      /** What is known once it is. */
      locate: async (then: ConsoleState, outcome: Outcome = { ok: true }): Promise<string> => {
        await console.setState(then);
        located.resolve(outcome);
        await judged;
        await console.settle();
        return console.screen().join('\n');
      },
    };
  };

  it('waits for the release of OpenClaw, by which a config that is wrong for another is right', async () => {
    const { console, locate } = await started(wrong);
    expect(console.screen().join('\n')).not.toContain(frameSentences.checklistTitle);
    expect(await locate(aState())).not.toContain(frameSentences.checklistTitle);
  });

  it.each<[string, Outcome]>([
    ['known', { ok: true }],
    ['not to be found out', { ok: false, error: { code: 'timed-out', sentence: 'No answer.' } }],
  ])('comes where the config is wrong for a release that is %s', async (_, outcome) => {
    const { locate } = await started(aState());
    expect(await locate(wrong, outcome)).toContain(frameSentences.checklistTitle);
  });

  it('does not come over what was begun meanwhile', async () => {
    const { console, locate } = await started(wrong);
    await console.press('j');
    expect(await locate(wrong)).not.toContain(frameSentences.checklistTitle);
  });

  it('does not come while the console is being left', async () => {
    const { leave, locate } = await started(wrong);
    leave();
    expect(await locate(wrong)).not.toContain(frameSentences.checklistTitle);
  });
});
