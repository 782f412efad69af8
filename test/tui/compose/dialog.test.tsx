import { describe, expect, it } from 'vitest';
import { sendKey } from '../../../src/core/messages/model.ts';
import type { SendOutcome } from '../../../src/core/messages/service.ts';
import { composeSentences } from '../../../src/core/messages/words.ts';
import { threadId } from '../../../src/core/shared/ids.ts';
import type { ConsoleState } from '../../../src/core/state.ts';
import {
  aConfig,
  aDirectory,
  aGroup,
  aMessage,
  anApproved,
  anId,
  aPeer,
  aState,
  binhId,
  fetched,
  loggedOut,
  nowMs,
  salesGroupId,
  shop,
  someFacts,
  toAn,
} from '../../support/builders.ts';
import { type DrawConsoleOptions, type DrawnConsole, drawConsole } from '../../support/draw-console.tsx';
import { text } from '../../support/drawn.ts';
import { aRelease } from '../../support/releases.ts';
import { expectFits } from '../../support/render-at.tsx';

const sales = { accountId: shop, threadId: threadId(salesGroupId), isGroup: true, name: 'Nhóm bán hàng' };
const heard = [
  aMessage({ isGroup: true, sentAtMs: nowMs - 9_000, text: 'cả nhà ơi' }),
  aMessage({ sentAtMs: nowMs - 5_000, text: 'còn hàng không?' }),
];
const feed = (parts: Partial<ConsoleState> = {}): ConsoleState =>
  aState({ ...parts, feed: { messages: heard } });

const write = async (options: DrawConsoleOptions = {}, text = ''): Promise<DrawnConsole> => {
  const console = await drawConsole({ screen: 'feed', state: feed(), ...options });
  await console.press('m');
  if (text !== '') await console.paste(text);
  return console;
};
const draftOf = (console: DrawnConsole, to = toAn) => console.app.frame().ui.drafts[sendKey(to)]?.editor.text;
const isWriting = (console: DrawnConsole): boolean =>
  console.app.frame().ui.overlays.at(-1)?.type === 'compose';
const question = (console: DrawnConsole): boolean =>
  console.app.frame().ui.overlays.at(-1)?.type === 'confirm';
const failing = (parts: Partial<Extract<SendOutcome, { ok: false }>> = {}): SendOutcome => ({
  ok: false,
  error: { code: 'no-network', sentence: 'Message 2 of 3 was not sent.', hint: 'Check the network.' },
  ...parts,
});

describe('m', () => {
  it('writes to whoever the selected message is from, in the thread it came from', async () => {
    const console = await write();
    expect(text(console)).toContain('Message to Nguyễn An');
    expect(text(console)).toContain(`from shop · direct · id ${anId}`);
    await console.press('esc', 'k', 'm');
    expect(text(console)).toContain('Message to Nhóm bán hàng');
    expect(text(console)).toContain(`from shop · group · id ${salesGroupId}`);
  });

  it('writes to the other end from a message of our own', async () => {
    const own = aMessage({
      isOwn: true,
      threadId: anId,
      senderId: 'self',
      senderName: 'Cửa hàng',
      threadName: 'Nguyễn An',
    });
    const console = await drawConsole({ screen: 'feed', state: aState({ feed: { messages: [own] } }) });
    await console.press('m');
    expect(text(console)).toContain('Message to Nguyễn An');
  });

  it('writes to a friend, a group and a member of the directory', async () => {
    const directory = aDirectory({ peers: fetched([aPeer()]), groups: fetched([aGroup()]) });
    const console = await drawConsole({
      screen: 'directory',
      state: aState({ directory: { [shop]: directory } }),
    });
    await console.press('enter', 'm');
    expect(text(console)).toContain('Message to Trần Thị Bình');
    await console.press('esc', 'tab', 'm');
    expect(text(console)).toContain('Message to Nhóm bán hàng');
    expect(text(console)).toContain('group');
  });

  it('writes to those who were let in, and says on other screens why not', async () => {
    const state = aState({ pairing: { approved: [anApproved('shop', binhId)] } });
    const console = await drawConsole({ screen: 'pairing', state });
    await console.press('m');
    expect(text(console)).toContain(composeSentences.noTarget);
    await console.press('tab', 'm');
    expect(text(console)).toContain(`Message to id ${binhId}`);
  });

  it('works from the details, and Esc leads back to them', async () => {
    const console = await drawConsole({ screen: 'feed', state: feed() });
    await console.press('enter', 'm');
    expect(isWriting(console)).toBe(true);
    await console.press('esc');
    expect(console.app.frame().ui.overlays.map(({ type }) => type)).toEqual(['details']);
  });
});

describe('writing', () => {
  it('takes letters, lines and pasted text, and counts', async () => {
    const console = await write();
    await console.type('chào q?1');
    await console.press('enter');
    await console.paste('một\r\nhai');
    expect(draftOf(console)).toBe('chào q?1\nmột\nhai');
    expect(text(console)).toContain('16 characters');
    await console.paste(`\n${'x'.repeat(2_000)}`);
    expect(text(console)).toContain('2,017 characters · 2 messages');
  });

  it('takes what an input method sends in one burst', async () => {
    const console = await write();
    await console.type('vie');
    await console.type('\u007Fê');
    await console.type('t');
    await console.type('\u007F\u007Fệt');
    expect(draftOf(console)).toBe('việt');
  });

  it('edits by the keys of a line editor', async () => {
    const console = await write({}, 'một hai\nba bốn');
    await console.press('ctrl+w', 'up', 'ctrl+k', 'ctrl+a');
    await console.type('!');
    expect(draftOf(console)).toBe('!một\nba ');
    await console.press('down', 'ctrl+e', 'ctrl+u', 'backspace', 'home', 'delete');
    expect(draftOf(console)).toBe('một');
  });

  it('shows the caret where it is', async () => {
    const console = await write({}, 'ab\ncd');
    await console.press('up', 'left');
    const row = console.screen().findIndex((one) => one.includes('│ ab'));
    expect([0, 1, 2, 3, 4].filter((column) => console.terminal.cell(column, row).inverse)).toEqual([3]);
  });

  it('says that a text is too long, once', async () => {
    const console = await write({}, 'x'.repeat(30_000));
    expect(draftOf(console)).toHaveLength(20_000);
    expect(text(console)).toContain('A text has at most 20,000 characters');
  });

  it('a paste in a terminal without bracketed paste is text: nothing in it leaves or sends', async () => {
    const console = await write();
    await console.type('a\tb\r\n\x04y\x1bq1');
    expect(draftOf(console)?.startsWith('a\tb\n')).toBe(true);
    expect(isWriting(console)).toBe(true);
    expect(console.app.frame().ui.screen).toBe('feed');
    expect(console.services.messages.send).not.toHaveBeenCalled();
  });

  it('help is at F1 and says the keys', async () => {
    const console = await write();
    await console.press('f1');
    await console.type('send');
    expect(text(console)).toContain('^d');
  });
});

describe('drafts', () => {
  it('survive Esc, another screen and another thread', async () => {
    const console = await write({}, 'chào An');
    await console.press('esc');
    expect(text(console)).toContain('Kept as a draft: m on Nguyễn An opens it again.');
    await console.press('k', 'm');
    expect(draftOf(console, sales)).toBe('');
    await console.press('esc', '3', '2', 'G', 'm');
    expect(text(console)).toContain('chào An');
    expect(text(console)).toContain('Draft of');
    expect(Object.keys(console.app.frame().ui.drafts)).toEqual([sendKey(toAn)]);
  });

  it('stay in reach where the feed has moved on meanwhile', async () => {
    const console = await write({}, 'chào An');
    const later = aMessage({
      isGroup: true,
      sentAtMs: nowMs + 1_000,
      receivedAtMs: nowMs + 1_000,
      text: 'mới',
    });
    await console.setState(aState({ feed: { messages: [...heard, later] } }));
    await console.press('esc', 'm');
    expect(text(console)).toContain('Message to Nguyễn An');
    expect(draftOf(console)).toBe('chào An');
    expect(draftOf(console, sales)).toBeUndefined();
  });

  it('can be reached from any screen', async () => {
    const console = await write({}, 'chào An');
    await console.press('esc', '1', 'm');
    expect(text(console)).toContain('Message to Nguyễn An');
    await console.passTime(1_000);
    await console.press('esc', '2', 'k', 'm');
    await console.type('cả nhà');
    await console.press('esc', '1', 'm');
    expect(text(console)).toContain(composeSentences.whichTitle);
    await console.press('down', 'enter');
    expect(text(console)).toContain('Message to Nguyễn An');
  });

  it('are discarded only after a question', async () => {
    const console = await write({}, 'chào An');
    await console.press('shift+tab', 'enter');
    expect(text(console)).toContain(composeSentences.discardTitle);
    await console.press('enter');
    expect(draftOf(console)).toBe('chào An');
    await console.press('enter', 'y');
    expect(draftOf(console)).toBeUndefined();
    expect(isWriting(console)).toBe(false);
  });

  it('are asked about once before the console ends', async () => {
    const console = await write({}, 'chào An');
    await console.press('esc', 'q');
    expect(text(console)).toContain('The unsent draft to Nguyễn An is lost.');
    await console.press('enter');
    expect(console.quits).toEqual([]);
    await console.press('q', 'y');
    expect(console.quits).toEqual([{ type: 'quit' }]);
  });

  it('that are empty ask nothing', async () => {
    const console = await write();
    await console.press('esc', 'q');
    expect(console.quits).toEqual([{ type: 'quit' }]);
  });

  it('^c says what would be lost', async () => {
    const console = await write({}, 'chào An');
    await console.press('ctrl+c');
    expect(text(console)).toContain('An unsent draft would be lost.');
  });
});

describe('sending', () => {
  it('asks first: account, thread, first line, how many; Cancel has the focus', async () => {
    const console = await write({}, `chào bạn\n${'x'.repeat(2_000)}`);
    await console.press('ctrl+d');
    for (const part of [
      'Send 2 messages?',
      'To Nguyễn An (direct, id 4512000000000004821)',
      'From account shop',
      '“chào bạn …”',
      'Runs zca msg send, 2 times',
    ])
      expect(text(console)).toContain(part);
    await console.press('enter');
    expect(console.services.messages.send).not.toHaveBeenCalled();
    expect(isWriting(console)).toBe(true);
  });

  it('says who it is not, where a contact has the same name', async () => {
    const peers = fetched([aPeer({ id: binhId, name: 'Nguyễn An' })]);
    const console = await write(
      { state: feed({ directory: { [shop]: aDirectory({ peers }) } }) },
      'chào bạn',
    );
    await console.press('ctrl+d');
    expect(text(console)).toContain(`Not Nguyễn An (id ${binhId}), whose name is like this one.`);
  });

  it('sends on yes; then the draft is gone', async () => {
    const console = await write({}, '-chào');
    console.services.messages.send.mockResolvedValue({ ok: true, sentence: 'Sent to Nguyễn An.' });
    await console.press('ctrl+d', 'y');
    expect(console.services.messages.send.mock.calls).toEqual([[toAn, { type: 'text', text: '-chào' }]]);
    expect(console.app.frame().ui.overlays).toEqual([]);
    expect(console.app.frame().ui.drafts).toEqual({});
    expect(text(console)).toContain('Sent to Nguyễn An.');
  });

  it('no letter of a text answers the question, nor does a held key', async () => {
    const console = await write({}, 'chào');
    await console.press('ctrl+d');
    await console.type('yes please\r');
    await console.type('yyyy');
    await console.paste('y');
    await console.type('\x04\x04\x04');
    expect(console.services.messages.send).not.toHaveBeenCalled();
    expect(question(console)).toBe(true);
    await console.press('esc', 'tab', 'tab');
    await console.type('\r\r\r\r\r\r');
    expect(console.services.messages.send).not.toHaveBeenCalled();
  });

  it.each([
    [
      'link',
      ['tab', 'enter'],
      'https://example.com/bai',
      { type: 'link', url: 'https://example.com/bai' },
      'a link with its preview',
    ],
    [
      'media',
      ['tab', 'enter', 'enter'],
      'https://example.com/a.mp4\nxem nhé',
      { type: 'media', url: 'https://example.com/a.mp4', caption: 'xem nhé' },
      'a video with a caption of 7',
    ],
  ])('goes out as %s', async (_, keys, written, content, said) => {
    const console = await write({}, written);
    await console.press(...keys);
    expect(text(console)).toContain(said);
    await console.press('ctrl+d', 'y');
    expect(console.services.messages.send.mock.calls).toEqual([[toAn, content]]);
  });

  it('says what is missing instead', async () => {
    const console = await write();
    await console.press('ctrl+d');
    expect(text(console)).toContain(composeSentences.problems.empty);
    await console.type('không phải link');
    await console.press('tab', 'enter', 'ctrl+d');
    expect(text(console)).toContain('must be an address');
    expect(question(console)).toBe(false);
  });

  it('warns where nobody is logged in', async () => {
    const console = await write(
      { state: feed({ facts: { [shop]: someFacts({ session: loggedOut }) } }) },
      'chào',
    );
    expect(text(console)).toContain('! login needed');
    await console.press('ctrl+d');
    expect(text(console)).toContain('sending will probably fail');
  });

  it('shows how far it is; the text stays as it is, and the rest can be stopped', async () => {
    const console = await write({}, `${'a'.repeat(2_000)}${'b'.repeat(2_000)}c`);
    let finish: (outcome: SendOutcome) => void = () => undefined;
    console.services.messages.send.mockReturnValue(new Promise((resolve) => (finish = resolve)));
    await console.press('ctrl+d', 'y');
    const sends = (isStopping: boolean) => ({
      [sendKey(toAn)]: { total: 3, sent: 1, startedAtMs: nowMs, isStopping },
    });
    await console.setState(feed({ sends: sends(false) }));
    expect(text(console)).toContain('Sending 2 of 3…');
    await console.type('z');
    expect(draftOf(console)).not.toContain('z');
    await console.press('tab', 'tab', 'enter');
    expect(console.services.messages.stopAfterThis).toHaveBeenCalledWith(toAn);
    await console.setState(feed({ sends: sends(true) }));
    expect(text(console)).toContain('Stopping after 2 of 3…');
    await console.setState(feed());
    finish(
      failing({
        error: { code: 'cancelled', sentence: 'Stopped: 2 of 3 messages to Nguyễn An sent.' },
        rest: 'c',
        sent: 2,
        total: 3,
      }),
    );
    await console.settle();
    expect(draftOf(console)).toBe('c');
    expect(text(console)).toContain('Stopped: 2 of 3 messages to Nguyễn An sent.');
  });

  it('after a failure the rest is there to be sent, the error stays until a key', async () => {
    const console = await write({}, `một\n${'x'.repeat(2_100)}`);
    console.services.messages.send.mockResolvedValueOnce(
      failing({ rest: 'x'.repeat(2_100), sent: 1, total: 3 }),
    );
    await console.press('ctrl+d', 'y');
    expect(draftOf(console)).toBe('x'.repeat(2_100));
    expect(console.screen().at(-2)).toContain('✗ Message 2 of 3 was not sent. Check the network.');
    await console.passTime(60_000);
    expect(console.screen().at(-2)).toContain('✗ Message 2 of 3 was not sent.');
    await console.press('down');
    expect(console.screen().at(-2)).not.toContain('was not sent');
    expect(text(console)).toContain('✗ Message 2 of 3 was not sent. Check the network.');
    await console.press('ctrl+d');
    expect(text(console)).toContain('Send the 2 messages that are left?');
    await console.press('y');
    expect(console.services.messages.send.mock.calls.at(-1)).toEqual([
      toAn,
      { type: 'text', text: 'x'.repeat(2_100) },
    ]);
    expect(console.app.frame().ui.drafts).toEqual({});
  });

  it('says before the rest is sent that its beginning may be there already', async () => {
    const console = await write({}, 'chào');
    console.services.messages.send.mockResolvedValueOnce(
      failing({ rest: 'chào', sent: 0, total: 1, isUncertain: true }),
    );
    await console.press('ctrl+d', 'y', 'ctrl+d');
    expect(text(console)).toContain('may have been sent already');
  });

  it('goes on when the overlay is closed, and is asked about before the console ends', async () => {
    const console = await write({}, 'chào');
    let finish: (outcome: SendOutcome) => void = () => undefined;
    console.services.messages.send.mockReturnValue(new Promise((resolve) => (finish = resolve)));
    await console.press('ctrl+d', 'y');
    await console.setState(
      feed({ sends: { [sendKey(toAn)]: { total: 1, sent: 0, startedAtMs: nowMs, isStopping: false } } }),
    );
    await console.press('esc', 'q');
    expect(text(console)).toContain('A message is being sent');
    await console.press('n');
    finish({ ok: true, sentence: 'Sent to Nguyễn An.' });
    await console.settle();
    expect(text(console)).toContain('Sent to Nguyễn An.');
    expect(console.app.frame().ui.drafts).toEqual({});
  });
});

describe.each([
  [120, 40],
  [80, 24],
  [60, 20],
  [40, 12],
])('at %i×%i', (columns, rows) => {
  const long = Array.from(
    { length: 40 },
    (_, index) => `dòng ${index} 👨‍👩‍👧 Nguyễn Thị Hường ${'dài '.repeat(20)}`,
  ).join('\n');

  it.each([false, true])('everything fits (ascii: %s)', async (isAscii) => {
    const console = await write({ columns, rows, isAscii }, long);
    expectFits(console.terminal);
    expect(text(console)).toMatch(/Send \]/u);
    expect(text(console)).toMatch(/Discard \]/u);
    expect(text(console)).toContain('messages');
    await console.press('tab', 'ctrl+d');
    expectFits(console.terminal);
    expect(text(console)).toMatch(/Cancel \].*Send \]/u);
    expect(text(console)).toContain('To Nguyễn An');
    await console.press('esc', 'esc', 'q');
    expectFits(console.terminal);
    expect(text(console)).toContain('unsent draft');
  });

  it('a long error leaves room to write', async () => {
    const console = await write({ columns, rows }, 'chào');
    console.services.messages.send.mockResolvedValueOnce(
      failing({
        error: { code: 'command-failed', sentence: 'Nội dung tin nhắn bị từ chối. '.repeat(8) },
        rest: 'chào',
        sent: 0,
        total: 1,
      }),
    );
    await console.press('ctrl+d', 'y');
    expectFits(console.terminal);
    expect(text(console)).toContain('chào');
    expect(text(console)).toMatch(/Send \]/u);
  });
});

it('a hostile name and text change nothing but their own rows', async () => {
  const hostile = aMessage({ senderName: '\u202Eevil 👨‍👩‍👧‍👦'.repeat(9), sentAtMs: nowMs });
  const console = await drawConsole({ screen: 'feed', state: aState({ feed: { messages: [hostile] } }) });
  await console.press('m');
  await console.paste('\x1b]52;c;aGk=\x07\x1b[2J\x1b[31mđỏ');
  expectFits(console.terminal);
  expect(draftOf(console, { ...toAn })).toBe('đỏ');
  expect(console.terminal.copied).toEqual([]);
});

describe('where a gateway holds the session itself', () => {
  const state = () =>
    feed({
      config: aConfig({ release: aRelease('d') }),
      gatewayReport: {
        status: 'ready',
        value: { [shop]: { isLinked: false } },
        atMs: nowMs,
      },
    });

  it('the question says who sends it, and that the gateway is logged out', async () => {
    const console = await write({ state: state() }, 'chào');
    await console.press('ctrl+d');
    expect(text(console)).toContain('The gateway sends it through its own session.');
    expect(text(console)).not.toContain('zca msg');
    expect(text(console)).toContain('sending will probably fail');
  });

  it('there are texts and links, and no pictures', async () => {
    const console = await write({ state: state() });
    const kind = () => Object.values(console.app.frame().ui.drafts)[0]?.kind;
    await console.press('tab', 'enter');
    expect(kind()).toBe('link');
    await console.press('enter');
    expect(kind()).toBe('text');
    expect(text(console)).toContain('Pictures are not sent through this gateway');
  });
});
