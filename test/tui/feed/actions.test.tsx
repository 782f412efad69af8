import { describe, expect, it } from 'vitest';
import { feedScreenSentences } from '../../../src/core/feed/words.ts';
import type { Message } from '../../../src/core/model/message.ts';
import type { ConsoleState } from '../../../src/core/state.ts';
import { feedKeySentences } from '../../../src/tui/feed/words.ts';
import { aMessage, anApproved, anId, aState, binhId, nowMs } from '../../support/builders.ts';
import { type DrawConsoleOptions, type DrawnConsole, drawConsole } from '../../support/draw-console.tsx';
import { selectedRow } from '../../support/drawn.ts';

const approved = { approved: [anApproved('shop', anId), anApproved('shop', binhId)] };
const minutesAgo = (minutes: number) => ({
  sentAtMs: nowMs - minutes * 60_000,
  receivedAtMs: nowMs - minutes * 60_000,
});
const old = (count: number): Message[] =>
  Array.from({ length: count }, (_, index) =>
    aMessage({ ...minutesAgo(count - index), text: `tin ${index + 1}.` }),
  );
const fresh = (text: string, atMs: number): Message => aMessage({ sentAtMs: atMs, receivedAtMs: atMs, text });
const stateOf = (messages: readonly Message[]): ConsoleState =>
  aState({ pairing: approved, feed: { messages } });

const open = (messages: readonly Message[], options: DrawConsoleOptions = {}): Promise<DrawnConsole> =>
  drawConsole({ screen: 'feed', state: stateOf(messages), ...options });

/** A message a second from `console`'s present on, after what there was. */
const hear = async (
  console: DrawnConsole,
  messages: readonly Message[],
  ...texts: readonly string[]
): Promise<Message[]> => {
  const all = [
    ...messages,
    ...texts.map((text, index) => fresh(text, console.clock.now() + (index + 1) * 10)),
  ];
  console.clock.advance(texts.length * 10);
  await console.setState(stateOf(all));
  return all;
};

const notice = (console: DrawnConsole): string | undefined => console.screen().at(-3);

describe('following', () => {
  it('stays at the end as messages come', async () => {
    const messages = old(50);
    const console = await open(messages);
    await hear(console, messages, 'mới 1.', 'mới 2.');
    expect(selectedRow(console)).toContain('mới 2.');
  });

  it('scrolled up keeps the same message in the same row through a burst, and counts what comes', async () => {
    const messages = old(50);
    const console = await open(messages);
    await console.press('k', 'k');
    const before = console.screen().slice(2, -3);
    expect(selectedRow(console)).toContain('tin 48.');
    expect(notice(console)).toBe('nothing new below · G goes to the end');
    await hear(console, messages, ...Array.from({ length: 200 }, (_, index) => `mới ${index}`));
    expect(console.screen().slice(2, -3)).toEqual(before);
    expect(notice(console)).toBe('↓ 200 new · G goes to the end');
    await console.press('G');
    expect(selectedRow(console)).toContain('mới 199');
    expect(console.terminal.text()).not.toContain('goes to the end');
  });

  it('keeps its place when the ring drops what is above', async () => {
    const messages = old(50);
    const console = await open(messages);
    await console.press('k');
    const before = selectedRow(console);
    await console.setState(stateOf([...messages.slice(20), fresh('mới', nowMs)]));
    expect(selectedRow(console)).toBe(before);
  });

  it('three j in one burst move three', async () => {
    const console = await open(old(50));
    await console.press('g');
    await console.type('jjj');
    expect(selectedRow(console)).toContain('tin 4.');
  });
});

describe('pausing', () => {
  it('shows what there was, says how many came, and goes on', async () => {
    const messages = old(5);
    const console = await open(messages);
    await console.press('p');
    expect(notice(console)).toBe('paused at 14:02 · nothing came since · p goes on');
    await hear(console, messages, 'mới 1.', 'mới 2.');
    expect(notice(console)).toBe('paused at 14:02 · 2 came since · p goes on');
    expect(console.terminal.text()).not.toContain('mới');
    await console.press('p');
    expect(selectedRow(console)).toContain('mới 2.');
  });
});

describe('unread', () => {
  it('are what came while another screen was shown: badge, rule, and u goes to the first', async () => {
    const messages = old(30);
    const console = await open(messages);
    await console.press('1');
    const all = await hear(
      console,
      messages,
      ...Array.from({ length: 25 }, (_, index) => `mới ${index + 1}.`),
    );
    expect(console.screen()[1]).toContain('•25');
    await console.press('2');
    expect(console.screen()[1]).not.toContain('•');
    await console.press('u');
    const screen = console.screen();
    expect(selectedRow(console)).toContain('mới 1.');
    const rule = screen.findIndex((row) => row.includes('new since 14:02'));
    expect(screen[rule - 1]).toContain('tin 30.');
    expect(screen[rule + 1]).toContain('mới 1.');
    await hear(console, all, 'sau đó.');
    expect(console.screen().slice(0, -3)).toEqual(screen.slice(0, -3));
  });

  it('end where one has watched: leaving and coming back shows no rule', async () => {
    const messages = old(5);
    const console = await open(messages);
    await hear(console, messages, 'mới');
    await console.press('1', '2');
    expect(console.terminal.text()).not.toContain('new since');
    await console.press('u');
    expect(console.screen().at(-2)).toContain(feedScreenSentences.nothingUnread);
  });

  it('stay unread when one left while scrolled up', async () => {
    const messages = old(50);
    const console = await open(messages);
    await console.press('k');
    await hear(console, messages, 'mới 1.', 'mới 2.');
    await console.press('1');
    expect(console.screen()[1]).toContain('•2');
  });
});

describe('views', () => {
  const messages = [
    aMessage({ ...minutesAgo(9), text: 'trả lời' }),
    aMessage({ ...minutesAgo(8), text: 'người lạ', senderId: '900' }),
    aMessage({ ...minutesAgo(7), text: 'nhóm lạ', isGroup: true, threadId: '7200' }),
    aMessage({ ...minutesAgo(6), text: 'nhóm quen', isGroup: true, media: { kind: 'image', count: 1 } }),
  ];

  it('go round with v and say how many they show', async () => {
    const console = await open(messages);
    const seen: string[] = [];
    for (let count = 0; count < 7; count += 1) {
      await console.press('v');
      seen.push(console.screen().at(-2) ?? '');
    }
    expect(seen).toEqual([
      '✓ View: answered, 2 messages.',
      '✓ View: blocked, 1 message.',
      '✓ View: pairing, 1 message.',
      '✓ View: direct, 2 messages.',
      '✓ View: groups, 2 messages.',
      '✓ View: media, 1 message.',
      '✓ View: all, 4 messages.',
    ]);
  });

  it('without a message say so and how to go on; the status line names the view', async () => {
    const console = await open(messages.slice(0, 1));
    await console.press('v', 'v');
    await console.passTime(5_000);
    expect(console.screen()[2]).toBe('Nothing in the view "blocked".');
    expect(console.screen().at(-2)).toBe('view blocked  listening  ✓ 1  0 of 1 messages');
  });

  it('keep the selected message where they show it', async () => {
    const console = await open(messages);
    await console.press('g', 'v');
    expect(selectedRow(console)).toContain('trả lời');
    await console.press('v');
    expect(selectedRow(console)).toContain('nhóm lạ');
  });
});

describe('the filter', () => {
  it('finds without marks, highlights, counts, and is cleared by Esc', async () => {
    const console = await open([
      aMessage({ ...minutesAgo(2), senderName: 'Nguyễn Đặng', text: 'xin chào' }),
      aMessage({ ...minutesAgo(1), senderName: 'Bình', text: 'không' }),
    ]);
    await console.press('/');
    await console.type('nguyen dang');
    expect(console.screen()[2]).toContain('Nguyễn Đặng');
    expect(console.screen()[3]).toBe('');
    await console.press('enter', 'k');
    expect(console.screen().at(-2)).toContain('/nguyen dang');
    expect(console.screen().at(-2)).toContain('1 of 2 messages');
    await console.press('esc');
    expect(console.screen()[3]).toContain('Bình');
  });

  it('underlines the match in rows that are not selected', async () => {
    const console = await open([...old(1), aMessage({ ...minutesAgo(0.5), text: 'tin cuối' })]);
    await console.press('/');
    await console.type('tin');
    const column = (console.screen()[2] ?? '').indexOf('tin 1.');
    expect(console.terminal.cell(column, 2)).toMatchObject({ text: 't', underline: true });
  });

  it('that matches nothing says so', async () => {
    const console = await open(old(2));
    await console.press('/');
    await console.type('zzz');
    expect(console.screen().slice(2, 4)).toEqual(['Nothing matches "zzz".', feedKeySentences.clearFilter]);
  });
});

describe('clearing', () => {
  it('empties the view, not the ring, and shows what comes then', async () => {
    const messages = old(5);
    const console = await open(messages);
    console.clock.advance(1_000);
    await console.press('C');
    expect(console.screen()[2]).toBe(feedScreenSentences.viewCleared);
    expect(console.services.feed.clear).not.toHaveBeenCalled();
    await hear(console, messages, 'mới');
    expect(console.screen()[2]).toContain('mới');
    expect(console.screen()[3]).toBe('');
  });

  it('of an empty view says that there is nothing', async () => {
    const console = await open([]);
    await console.press('C');
    expect(console.screen().at(-2)).toContain(feedScreenSentences.nothingToClear);
  });
});

describe('looking closer', () => {
  it('J shows the message as zca printed it, whole', async () => {
    const raw = `{"content":"${'x'.repeat(300)}","threadId":"1471383327500481391"}`;
    const console = await open([aMessage({ ...minutesAgo(1), raw })]);
    await console.press('J');
    const shown = console
      .screen()
      .slice(3, -3)
      .map((row) => row.replace(/^│ | *│$/gu, ''))
      .join('')
      .replaceAll(' ', '');
    expect(shown).toContain(raw);
  });

  it('y copies the text, Y offers ids and raw too', async () => {
    const message = aMessage({ ...minutesAgo(1), id: '7700', text: 'dòng một\ndòng hai' });
    const console = await open([message]);
    await console.press('y');
    expect(console.copied).toEqual(['dòng một\ndòng hai']);
    await console.press('Y', 'j', 'enter');
    expect(console.copied.at(-1)).toBe(anId);
  });

  it('nothing to look at says so', async () => {
    const console = await open([]);
    await console.press('J');
    expect(console.screen().at(-2)).toContain(feedScreenSentences.nothingSelected);
  });
});
