import { beforeEach, describe, expect, it } from 'vitest';
import type { Outcome } from '../../../src/core/outcome.ts';
import type { ConsoleState } from '../../../src/core/state.ts';
import { pairingScreenSentences } from '../../../src/tui/pairing/words.ts';
import {
  aConfig,
  anAccount,
  anApproved,
  aRequest,
  aState,
  binhId,
  loggedOut,
  nowMs,
  shop,
  someFacts,
  work,
} from '../../support/builders.ts';
import { type DrawConsoleOptions, type DrawnConsole, drawConsole } from '../../support/draw-console.tsx';
import { act, dialogText, selectedRow, text } from '../../support/drawn.ts';
import { settle } from '../../support/fake-clock.ts';
import { aRelease } from '../../support/releases.ts';

const first = aRequest({ createdAtMs: nowMs - 600_000 });
const second = aRequest({
  senderId: '4512000000000007777',
  accountId: 'work',
  code: 'ABCD2345',
  name: 'Lê Văn Cường',
  createdAtMs: nowMs - 300_000,
});
const third = aRequest({
  senderId: '4512000000000008888',
  code: 'ZZZZ9999',
  name: 'Đỗ Quyên',
  createdAtMs: nowMs - 60_000,
});
const config = aConfig({ accounts: [anAccount(), anAccount({ id: 'work' })] });
const state: ConsoleState = aState({
  config,
  pairing: {
    requests: [first, second, third],
    approved: [anApproved('shop', binhId), anApproved('default', '900')],
  },
});

const open = (options: DrawConsoleOptions = {}): Promise<DrawnConsole> =>
  drawConsole({ screen: 'pairing', state, ...options });

describe('approving', () => {
  let console: DrawnConsole;
  beforeEach(async () => {
    console = await open();
  });

  it('asks first, says who and which files, Cancel in focus; y approves', async () => {
    await console.press('j', 'a');
    expect(dialogText(console)).toContain('Let Lê Văn Cường (id 4512…7777) talk to the agent on work?');
    expect(dialogText(console)).toContain(
      'Writes zalouser-work-allowFrom.json and zalouser-pairing.json in /home/an/.openclaw/credentials',
    );
    expect(text(console)).toContain('›[ Cancel ]');
    expect(console.services.pairing.approve).not.toHaveBeenCalled();
    await act(console, 'y');
    expect(console.services.pairing.approve.mock.calls).toEqual([[second]]);
  });

  it('names the one list of all accounts where this OpenClaw has no other, and says so', async () => {
    const old = await open({
      state: aState({ ...state, config: { ...config, release: aRelease('2026.2.9') } }),
    });
    await old.press('j', 'a');
    expect(dialogText(old)).toContain('Writes zalouser-allowFrom.json and zalouser-pairing.json in');
    expect(dialogText(old)).toContain('This OpenClaw keeps one list for every account: it counts on all 2.');
  });

  it.each(['2026.3.13', '2026.5.12'] as const)(
    'writes the files of %s, which talks to Zalo itself',
    async (version) => {
      const later = await open({
        state: aState({ ...state, config: { ...config, release: aRelease(version) } }),
      });
      await later.press('j', 'a');
      expect(dialogText(later)).toContain('Writes zalouser-work-allowFrom.json and zalouser-pairing.json in');
    },
  );

  it.each([['n'], ['esc'], ['enter'], ['j', 'a', 'space', 'esc']])('is not done by %s', async (...keys) => {
    await act(console, 'a', ...keys);
    expect(console.services.pairing.approve).not.toHaveBeenCalled();
    expect(console.app.frame().ui.overlays).toEqual([]);
  });

  it.each(['a\r', 'ay', 'aa\ry', 'jjjay\r', 'yyy\r'])('is never done by a burst: %j', async (burst) => {
    await console.type(burst);
    await settle();
    expect(console.services.pairing.approve).not.toHaveBeenCalled();
  });

  it('is never done by a paste', async () => {
    await console.paste('a');
    await console.paste('ay\r');
    await settle();
    expect(console.services.pairing.approve).not.toHaveBeenCalled();
    expect(console.app.frame().ui.overlays).toEqual([]);
  });

  it('with the other button in focus is done by Enter', async () => {
    await act(console, 'a', 'tab', 'enter');
    expect(console.services.pairing.approve.mock.calls).toEqual([[first]]);
  });

  it('shows the sentence of the outcome, or the error with its next step', async () => {
    console.services.pairing.approve.mockResolvedValueOnce({
      ok: true,
      sentence: 'Nguyễn An may now talk to the agent.',
    });
    await act(console, 'a', 'y');
    expect(console.screen().at(-2)).toContain('✓ Nguyễn An may now talk to the agent.');
    console.services.pairing.approve.mockResolvedValueOnce({
      ok: false,
      error: { code: 'store-locked', sentence: 'The file is held.', hint: 'Try again.' },
    });
    await act(console, 'a', 'y');
    expect(console.screen().at(-2)).toBe('✗ The file is held. Try again.');
  });

  it('works from the details too, and closes them', async () => {
    await act(console, 'enter', 'a', 'y');
    expect(console.services.pairing.approve.mock.calls).toEqual([[first]]);
    expect(console.app.frame().ui.overlays).toEqual([]);
  });

  it('works by arrows and Enter alone', async () => {
    await console.press('enter', 'end', 'up', 'up', 'up');
    expect(text(console)).toContain('› ▸ approve');
    await act(console, 'enter', 'right', 'enter');
    expect(console.services.pairing.approve.mock.calls).toEqual([[first]]);
  });
});

describe('several at once', () => {
  it('marked ones are asked about in one question that lists them, and decided one after the other', async () => {
    const console = await open();
    await console.press('space', 'j', 'j', 'space', 'a');
    expect(dialogText(console)).toContain('Let these 2 people talk to the agent?');
    expect(dialogText(console)).toContain('· Nguyễn An (id 4512…4821) on shop');
    expect(dialogText(console)).toContain('· Đỗ Quyên (id 4512…8888) on shop');
    expect(dialogText(console)).not.toContain('Cường');
    const running = Promise.withResolvers<Outcome>();
    console.services.pairing.approve.mockReturnValueOnce(running.promise);
    await act(console, 'y');
    expect(console.services.pairing.approve.mock.calls).toEqual([[first]]);
    running.resolve({ ok: true });
    await settle();
    await console.settle();
    expect(console.services.pairing.approve.mock.calls).toEqual([[first], [third]]);
    expect(console.screen().at(-2)).toBe('✓ 2 people are approved.');
    expect(text(console)).not.toContain('marked');
  });

  it('* takes all that the filter shows, and names every file', async () => {
    const console = await open();
    await console.press('*', 'a');
    expect(dialogText(console)).toContain('Let these 3 people');
    expect(dialogText(console)).toContain(
      'zalouser-shop-allowFrom.json and zalouser-pairing.json and zalouser-work-allowFrom.json',
    );
    await act(console, 'y');
    expect(console.services.pairing.approve).toHaveBeenCalledTimes(3);
  });

  it('never touches what the filter hides, though it is marked', async () => {
    const console = await open();
    await console.press('*', '/');
    await console.type('cuong');
    await act(console, 'enter', 'a', 'y');
    expect(console.services.pairing.approve.mock.calls).toEqual([[second]]);
  });

  it('says how many failed, and why', async () => {
    const console = await open();
    console.services.pairing.dismiss.mockResolvedValueOnce({
      ok: false,
      error: { code: 'not-found', sentence: 'It is gone.', hint: 'Look again.' },
    });
    await act(console, '*', 'x', 'y');
    expect(console.screen().at(-2)).toBe('✗ 1 of 3 failed: It is gone. Look again.');
    expect(console.services.pairing.dismiss).toHaveBeenCalledTimes(3);
  });
});

describe('dismissing and revoking', () => {
  it('x asks what it means, then dismisses', async () => {
    const console = await open();
    await console.press('x');
    expect(dialogText(console)).toContain('Dismiss the request of Nguyễn An (id 4512…4821) on shop?');
    expect(dialogText(console)).toContain('Writes zalouser-pairing.json in');
    await act(console, 'enter');
    expect(console.services.pairing.dismiss).not.toHaveBeenCalled();
    await act(console, 'x', 'y');
    expect(console.services.pairing.dismiss.mock.calls).toEqual([[first]]);
  });

  it('x in the other list revokes; of the default account it names both files', async () => {
    const console = await open();
    await console.press('tab', 'j', 'x');
    expect(dialogText(console)).toContain('zalouser-default-allowFrom.json and zalouser-allowFrom.json');
    await act(console, 'y');
    expect(console.services.pairing.revoke.mock.calls).toEqual([['default', '900']]);
    expect(console.services.pairing.dismiss).not.toHaveBeenCalled();
  });

  it('a has no meaning among the approved', async () => {
    const console = await open();
    await act(console, 'tab', 'a', 'y');
    expect(console.services.pairing.approve).not.toHaveBeenCalled();
  });
});

describe('a typed code', () => {
  it('that matches opens the same question; nothing is approved before y', async () => {
    const console = await open();
    console.services.pairing.findByCode.mockResolvedValue({ ok: true, request: second });
    await console.press('c');
    await console.type('abcd 2345');
    await act(console, 'enter');
    expect(console.services.pairing.findByCode.mock.calls).toEqual([['ABCD2345', undefined]]);
    expect(dialogText(console)).toContain('Let Lê Văn Cường (id 4512…7777) talk to the agent on work?');
    await act(console, 'enter');
    expect(console.services.pairing.approve).not.toHaveBeenCalled();
    await console.press('c');
    await console.type('abcd 2345');
    await act(console, 'enter', 'y');
    expect(console.services.pairing.approve.mock.calls).toEqual([[second]]);
  });

  it('typed with Enter and y in one burst approves nothing', async () => {
    const console = await open();
    console.services.pairing.findByCode.mockResolvedValue({ ok: true, request: second });
    await console.press('c');
    await console.type('ABCD2345\ry\r');
    await settle();
    expect(console.services.pairing.approve).not.toHaveBeenCalled();
  });

  it('that matches nothing stays, with the reason', async () => {
    const console = await open({ scope: work });
    await console.press('c');
    await console.type('xxxx');
    await act(console, 'enter');
    expect(console.services.pairing.findByCode.mock.calls).toEqual([['XXXX', work]]);
    expect(dialogText(console)).toContain('✗ No such code.');
    await act(console, 'esc');
    expect(console.services.pairing.approve).not.toHaveBeenCalled();
  });

  it('that is empty is not looked up', async () => {
    const console = await open();
    await act(console, 'c', 'enter');
    expect(dialogText(console)).toContain('Type the eight letters and digits');
    expect(console.services.pairing.findByCode).not.toHaveBeenCalled();
  });
});

describe('moving and copying', () => {
  it('jjj in one burst moves three, and stops at the end', async () => {
    const console = await open({
      state: aState({
        pairing: {
          requests: Array.from({ length: 9 }, (_, index) =>
            aRequest({ senderId: String(index), name: `Người ${index}` }),
          ),
        },
      }),
    });
    await console.type('jjj');
    expect(selectedRow(console)).toContain('Người 3');
  });
  it('y copies the code, Y offers id and name', async () => {
    const console = await open();
    await console.press('y');
    await console.press('Y', 'j', 'enter');
    await console.press('Y', 'j', 'j', 'enter');
    expect(console.copied).toEqual(['K7PQ2MXD', first.senderId, 'Nguyễn An']);
  });
  it('with nothing selected says so', async () => {
    const console = await open({ state: aState() });
    for (const key of ['a', 'x']) {
      await console.press(key);
      expect(console.screen().at(-2)).toContain(pairingScreenSentences.noneSelected);
    }
  });
  it('shows only the requests of the account in view', async () => {
    const console = await open({ scope: shop });
    expect(text(console)).not.toContain('Lê Văn Cường');
    expect(console.screen()[2]).toContain('Pending 2');
  });
});

it('coming to the screen fetches the friend lists, without which no name could be told as taken', async () => {
  const facts = { [shop]: someFacts(), [work]: someFacts({ session: loggedOut }) };
  const console = await open({ state: { ...state, facts } });
  expect(console.services.directory.loadPeers.mock.calls).toEqual([[shop]]);
  expect(console.services.directory.loadGroups).not.toHaveBeenCalled();
});
