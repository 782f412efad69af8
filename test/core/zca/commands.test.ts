import { describe, expect, test } from 'vitest';
import { groupId, profileName, threadId } from '../../../src/core/shared/ids.ts';
import type { Command } from '../../../src/core/system/runner.ts';
import * as commands from '../../../src/core/zca/commands.ts';
import type { ZcaProgram } from '../../../src/core/zca/locate.ts';

const zca: ZcaProgram = { file: '/usr/bin/zca', prefixArgs: [], shownPath: '/usr/bin/zca' };
const work = profileName('work');
const person = { threadId: threadId('45'), isGroup: false };
const group = { threadId: threadId('82'), isGroup: true };

describe('argv and time-out of every call', () => {
  test.each<[Command, string[], number | undefined]>([
    [commands.version(zca), ['--version'], 5_000],
    [commands.authStatus(zca, work), ['--profile', 'work', 'auth', 'status'], 15_000],
    [commands.login(zca, work), ['--profile', 'work', 'auth', 'login'], undefined],
    [
      commands.loginQrPath(zca, work, '/run/x/qr.png'),
      ['--profile', 'work', 'auth', 'login', '--qr-path', '/run/x/qr.png'],
      undefined,
    ],
    [commands.loginQrBase64(zca, work), ['--profile', 'work', 'auth', 'login', '--qr-base64'], 30_000],
    [commands.logout(zca, work), ['--profile', 'work', 'auth', 'logout'], 10_000],
    [commands.cacheRefresh(zca, work), ['--profile', 'work', 'auth', 'cache-refresh'], 60_000],
    [commands.meInfo(zca, work), ['--profile', 'work', 'me', 'info', '-j'], 10_000],
    [commands.friendList(zca, work), ['--profile', 'work', 'friend', 'list', '-j'], 15_000],
    [
      commands.friendFind(zca, work, 'Nguyễn An'),
      ['--profile', 'work', 'friend', 'find', 'Nguyễn An'],
      15_000,
    ],
    [commands.friendFind(zca, work, '-an'), ['--profile', 'work', 'friend', 'find', '--', '-an'], 15_000],
    [commands.groupList(zca, work), ['--profile', 'work', 'group', 'list', '-j'], 15_000],
    [
      commands.groupMembers(zca, work, groupId('82')),
      ['--profile', 'work', 'group', 'members', '82', '-j'],
      20_000,
    ],
    [commands.listen(zca, work), ['--profile', 'work', 'listen', '-r', '-k'], undefined],
    [commands.msgSend(zca, work, person, 'chào'), ['--profile', 'work', 'msg', 'send', '45', 'chào'], 30_000],
    [
      commands.msgSend(zca, work, group, 'chào'),
      ['--profile', 'work', 'msg', 'send', '82', 'chào', '-g'],
      30_000,
    ],
    [
      commands.msgSend(zca, work, group, '-5 độ'),
      ['--profile', 'work', 'msg', 'send', '-g', '--', '82', '-5 độ'],
      30_000,
    ],
    [commands.msgSend(zca, work, person, 'a\0b'), ['--profile', 'work', 'msg', 'send', '45', 'ab'], 30_000],
    [
      commands.msgMedia(zca, work, person, 'https://x/a.png'),
      ['--profile', 'work', 'msg', 'image', '45', '-u', 'https://x/a.png'],
      30_000,
    ],
    [
      commands.msgMedia(zca, work, group, 'https://x/a.mp4', 'xem'),
      ['--profile', 'work', 'msg', 'video', '82', '-u', 'https://x/a.mp4', '-m', 'xem', '-g'],
      30_000,
    ],
    [
      commands.msgMedia(zca, work, person, 'https://x/a.M4A?t=1', ' '),
      ['--profile', 'work', 'msg', 'voice', '45', '-u', 'https://x/a.M4A?t=1'],
      30_000,
    ],
    [
      commands.msgLink(zca, work, group, 'https://x/bai'),
      ['--profile', 'work', 'msg', 'link', '82', 'https://x/bai', '-g'],
      30_000,
    ],
  ])('%#', (command, args, timeoutMs) => {
    expect(command.file).toBe('/usr/bin/zca');
    expect(command.program).toBe('zca');
    expect(command.args).toEqual(args);
    expect(command.shownArgs).toHaveLength(args.length);
    expect(command.timeoutMs).toBe(timeoutMs);
  });
});

test('the log shows neither text nor caption nor the query of a link', () => {
  expect(commands.msgSend(zca, work, group, '-bí mật').shownArgs).toEqual([
    '--profile',
    'work',
    'msg',
    'send',
    '-g',
    '--',
    '82',
    '<text>',
  ]);
  const media = commands.msgMedia(zca, work, person, 'https://x/a.png?token=s', 'bí mật').shownArgs ?? [];
  expect(media).toEqual([
    '--profile',
    'work',
    'msg',
    'image',
    '45',
    '-u',
    'https://x/a.png?…',
    '-m',
    '<caption>',
  ]);
  expect(commands.msgLink(zca, work, person, 'https://x/#s').shownArgs?.at(-1)).toBe('https://x/?…');
});

test('a log that is kept holds no word of the operator’s', () => {
  const keptOf = ({ keptArgs, args }: ReturnType<typeof commands.msgSend>): string =>
    (keptArgs ?? args).join(' ');
  expect(keptOf(commands.friendFind(zca, work, 'Nguyễn An'))).toBe('--profile work friend find <query>');
  expect(keptOf(commands.friendFind(zca, work, '0901234567'))).toBe('--profile work friend find <query>');
  expect(keptOf(commands.msgSend(zca, work, group, 'bí mật'))).toBe('--profile work msg send 82 <text> -g');
  expect(keptOf(commands.msgMedia(zca, work, person, 'https://x/nguyen-an.png', 'bí mật'))).toBe(
    '--profile work msg image 45 -u <address> -m <caption>',
  );
  expect(keptOf(commands.msgLink(zca, work, person, 'https://x/nguyen-an'))).toBe(
    '--profile work msg link 45 <address>',
  );
  expect(commands.groupMembers(zca, work, groupId('82')).keptArgs).toBeUndefined();
});

test('a script goes through Node, before everything else', () => {
  const script: ZcaProgram = {
    file: '/usr/bin/node',
    prefixArgs: ['/opt/zca.mjs'],
    shownPath: '/opt/zca.mjs',
  };
  const command = commands.meInfo(script, work);
  expect([command.file, ...command.args]).toEqual([
    '/usr/bin/node',
    '/opt/zca.mjs',
    '--profile',
    'work',
    'me',
    'info',
    '-j',
  ]);
  expect(command.shownArgs).toEqual(command.args);
});

test('no image viewer is opened for the QR picture', () => {
  expect(commands.loginQrPath(zca, work, 'x').env).toEqual({ OPENZCA_QR_AUTO_OPEN: '0' });
});

test.each([
  ['https://x/a.mp4', 'video'],
  ['https://x/a.WEBM#t', 'video'],
  ['https://x/a.ogg?x=.png', 'voice'],
  ['https://x/a.jpeg', 'image'],
  ['https://x/mp4', 'image'],
  ['', 'image'],
])('%s is sent as %s', (url, kind) => {
  expect(commands.mediaCommandFor(url)).toBe(kind);
});
