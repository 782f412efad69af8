// Messages out, in a real terminal: from the Feed, in several lines; a long text whose second message is refused, and its rest; to a
// group of the directory. What was run is read from the log of the simulated zca.
import { expect, it } from 'vitest';
import { type DemoProgram, openDemo } from '../support/demo-program.ts';
import { expectFits, type TerminalSession } from '../support/terminal.ts';
import { until } from '../support/until.ts';

const an = '4512345678900008042';

/** What each `zca msg` was given, in order. */
const sends = (demo: DemoProgram): readonly (readonly string[])[] =>
  demo
    .zcaLog()
    .flatMap(({ kind, argv }) =>
      kind === 'start' && argv?.includes('msg') === true ? [argv.slice(argv.indexOf('msg') + 1)] : [],
    );

const ask = async (terminal: TerminalSession, title: string | RegExp): Promise<void> => {
  terminal.press('ctrl+d');
  await terminal.until(title);
  await terminal.until(/Cancel \].*Send \]/u);
};

const sendIt = async (terminal: TerminalSession, title: string | RegExp): Promise<void> => {
  await ask(terminal, title);
  terminal.press('y');
};

const openOnMessage = async (columns = 80, rows = 24): Promise<DemoProgram> => {
  const demo = await openDemo(['--screen', 'feed', '--account', 'default'], { columns, rows });
  const { terminal } = demo;
  terminal.press('s');
  await terminal.until('Listening…');
  demo.happen({ type: 'message', from: an, name: 'Nguyễn Văn An', text: 'còn hàng không shop?' });
  await terminal.until('còn hàng không shop?');
  return demo;
};

it('answers a message in two lines, after a question, and shows what was sent', async () => {
  const demo = await openOnMessage();
  const { terminal } = demo;
  terminal.press('m');
  await terminal.until('Message to Nguyễn Văn An');
  // As an input method types it: letters, then backspaces with their replacement in one burst.
  terminal.type('Da');
  terminal.type('\x7f\x7fDạ');
  terminal.type(' còn ạ!');
  terminal.press('enter');
  terminal.type('Shop gửi giá nhé 👨‍👩‍👧');
  await terminal.until('Shop gửi giá nhé');
  expectFits(terminal.terminal);
  await ask(terminal, 'Send this message?');
  expect(terminal.screen().join('\n')).toContain(`To Nguyễn Văn An (direct, id ${an})`);
  // Cancel has the focus; letters typed on do not answer.
  terminal.press('enter');
  await terminal.until((screen) => !screen.text().includes('Send this message?'));
  expect(sends(demo)).toEqual([]);
  await sendIt(terminal, 'Send this message?');
  await terminal.until('Sent to Nguyễn Văn An.');
  await terminal.until(/you\s+Dạ còn ạ!/u);
  expect(sends(demo)).toEqual([['send', an, 'Dạ còn ạ!\nShop gửi giá nhé 👨‍👩‍👧']]);
  terminal.press('q');
  expect((await terminal.exit).code).toBe(0);
});

it('stops a long text at the first message that is refused, keeps the rest through another screen, and sends only that', {
  tags: ['long'],
}, async () => {
  const demo = await openOnMessage();
  const { terminal } = demo;
  const parts = ['a'.repeat(1_999), `HAI ${'b'.repeat(1_995)}`, 'c'.repeat(100)];
  terminal.press('m');
  await terminal.until('Message to Nguyễn Văn An');
  terminal.paste(parts.join('\n'));
  await terminal.until('4,100 characters · 3 messages');
  demo.happen({ type: 'switch', name: 'sendRefuses', value: 'HAI' });
  await sendIt(terminal, 'Send 3 messages?');
  await terminal.until(/Message 2 of 3 to Nguyễn Văn An was not sent/u);
  await terminal.until(/Nội dung tin nhắn bị từ\s+│?\s*│?\s*chối/u);
  expect(sends(demo).map((words) => words.at(-1))).toEqual(parts.slice(0, 2));
  await terminal.until('│ HAI ');

  terminal.press('esc');
  await terminal.until('Kept as a draft');
  terminal.press('1');
  await terminal.until((screen) => !screen.text().includes('còn hàng không shop?'));
  terminal.press('2', 'm');
  await terminal.until('Message to Nguyễn Văn An');
  await terminal.until('│ HAI ');
  demo.happen({ type: 'switch', name: 'sendRefuses', value: false });
  await sendIt(terminal, 'Send the 2 messages that are left?');
  await terminal.until('Sent to Nguyễn Văn An: 2 messages.');
  expect(sends(demo).map((words) => words.at(-1))).toEqual([...parts.slice(0, 2), ...parts.slice(1)]);
  terminal.press('q');
  expect((await terminal.exit).code).toBe(0);
});

it('writes to a group of the directory: group flag, a text that looks like a flag, a video by its address; asks before a draft is lost', {
  tags: ['long'],
}, async () => {
  const demo = await openDemo(['--screen', 'directory', '--account', 'default'], { columns: 60, rows: 20 });
  const { terminal } = demo;
  terminal.press('tab');
  await terminal.until('1/8, groups of default');
  terminal.press('enter', 'm');
  await terminal.until('Message to');
  terminal.type('-g là cờ?');
  await terminal.until('-g là cờ?');
  expectFits(terminal.terminal);
  await sendIt(terminal, /\(group, id/u);
  await terminal.until('Sent to');
  const [first] = sends(demo);
  const groupId = first?.at(-2);
  expect(first).toEqual(['send', '-g', '--', groupId, '-g là cờ?']);

  terminal.press('m');
  await terminal.until('Message to');
  terminal.paste('https://example.com/a.mp4\nxem nhé');
  terminal.press('tab');
  terminal.press('enter');
  terminal.press('enter');
  await terminal.until('Goes out as a video');
  await sendIt(terminal, 'As a video');
  await until(() => sends(demo).length === 2, 'the video to be sent');
  await terminal.until((screen) => !/Message to|Cancel \]/u.test(screen.text()));
  expect(sends(demo)[1]).toEqual([
    'video',
    groupId,
    '-u',
    'https://example.com/a.mp4',
    '-m',
    'xem nhé',
    '-g',
  ]);

  terminal.press('L');
  await terminal.until('Command log');
  terminal.press('k', 'enter');
  await terminal.until(/<text>/u);
  expect(terminal.screen().join('\n')).not.toContain('là cờ');
  terminal.press('esc');
  await terminal.until('Command log');
  terminal.press('esc');
  await terminal.until((screen) => !screen.text().includes('Command log'));
  terminal.press('m');
  await terminal.until('Message to');
  terminal.type('chưa gửi');
  await terminal.until('chưa gửi');
  terminal.press('esc');
  await terminal.until('Kept as a draft');
  terminal.press('q');
  await terminal.until('unsent draft');
  terminal.press('y');
  expect((await terminal.exit).code).toBe(0);
});

it('says in plain mode what is written, asked and sent', { tags: ['long'] }, async () => {
  const demo = await openDemo(['--screen-reader', '--screen', 'directory', '--account', 'default'], {
    rows: 50,
  });
  const { terminal } = demo;
  await terminal.until('Peers: 25.');
  terminal.press('enter', 'm');
  await terminal.until(/Message to .*\./u);
  await terminal.until(/line 1 of 1, empty line/u);
  terminal.type('chào bạn');
  await terminal.until(/line 1 of 1, chào bạn/u);
  terminal.press('left');
  await terminal.until(/chào bạn, caret after 7 of 8/u);
  terminal.press('tab', 'tab');
  await terminal.until(/Send button, 8 characters/u);
  terminal.press('enter');
  await terminal.until(/Send this message\?: Cancel is in focus/u);
  terminal.press('y');
  await terminal.until(/Sent to .*\./u);
  expect(sends(demo)).toHaveLength(1);
  terminal.press('q');
  expect((await terminal.exit).code).toBe(0);
});
