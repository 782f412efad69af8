import { describe, expect, test } from 'vitest';
import { Written } from '../../../src/core/shared/text/exactly.ts';
import {
  parseGroups,
  parseMembers,
  parseSelf,
  parseSentId,
  parseVersion,
} from '../../../src/core/zca/client.ts';
import { parsePeers } from '../../../src/core/zca/parse.ts';
import { loadRecording, recordingNames } from '../../support/recordings.ts';

const stdoutOf = (name: string): string => loadRecording(name).stdout;
const garbage = { ok: false };
/** What a list came to; fails if it is garbage. */
const rows = <Row>(parsed: { ok: true; value: readonly Row[] } | { ok: false }): readonly Row[] => {
  if (!parsed.ok) throw new Error('garbage');
  return parsed.value;
};

describe('parseVersion', () => {
  test.each([
    [stdoutOf('01-version'), '0.1.58'],
    ['zca-cli v1.2.3\r\n', '1.2.3'],
    ['openzca/0.1.58 linux-x64 node-v22', '0.1.58'],
    ['\x1b[32m2.0\x1b[0m', '2.0'],
    ['1.0.0-beta.2+5', '1.0.0-beta.2+5'],
  ])('%j', (stdout, value) => {
    expect(parseVersion(stdout)).toEqual({ ok: true, value });
  });
  test.each(['', 'hello', '192.168.0.1', `${'x'.repeat(1_000)} 1.2.3`])('%j is no version', (stdout) => {
    expect(parseVersion(stdout)).toEqual(garbage);
  });
});

describe('parseSelf', () => {
  test('recording', () => {
    expect(parseSelf(stdoutOf('31-me-info-json'))).toEqual({
      ok: true,
      value: { id: '4512345678900000123', name: 'Alice Nguyễn', username: 'alice', phone: '84900000000' },
    });
  });
  test.each([
    [
      'a bare big id',
      '{"userId":1471383327500481391,"displayName":"An"}',
      { id: '1471383327500481391', name: 'An' },
    ],
    [
      'log lines and colours before',
      '\x1b[2mConnecting…\x1b[0m\n[debug] ok\n{"userId":"12","displayName":"An"}',
      { id: '12', name: 'An' },
    ],
    ['no name: the id', '{"userId":"12"}', { id: '12', name: '12' }],
    ['hostile name', '{"userId":"12","displayName":"\\u001b[31mA\\u202en\\nx"}', { id: '12', name: 'An↵x' }],
  ])('%s', (_, stdout, value) => {
    expect(parseSelf(stdout)).toEqual({ ok: true, value });
  });
  test.each([
    '',
    'null',
    '[]',
    '{}',
    '{"userId":""}',
    '{"userId":{}}',
    '{"userId":"a b"}',
    stdoutOf('30-auth-status'),
  ])('%j is garbage', (stdout) => {
    expect(parseSelf(stdout)).toEqual(garbage);
  });
});

describe('parsePeers', () => {
  const list = rows(parsePeers(stdoutOf('37-friend-list-json'), 'list'));

  test('friend list: 25 friends, two with the same name, NFC and NFD alike', () => {
    expect(list).toHaveLength(25);
    expect(list.every(({ isFriend }) => isFriend)).toBe(true);
    expect(list[0]).toEqual({
      id: '4512345678900008042',
      name: 'Nguyễn Văn An',
      phone: '84900000001',
      isFriend: true,
    });
    expect(
      list.filter(({ name }) => name === 'Nguyễn Văn An').map(({ id, username }) => [id, username]),
    ).toEqual([
      ['4512345678900008042', undefined],
      ['4512345678900158503', 'nguyenvanan'],
    ]);
    for (const { name } of list) expect(name).toBe(name.normalize('NFC'));
    expect(list.find(({ id }) => id === '4512345678900166422')?.name).toBe('Gia đình Tý 👨‍👩‍👧');
  });

  test('friend find by name', () => {
    expect(
      rows(parsePeers(stdoutOf('39-friend-find-name'), 'find')).map(({ name, isFriend }) => [name, isFriend]),
    ).toEqual([
      ['Nguyễn Văn An', true],
      ['Nguyễn Văn An', true],
    ]);
  });

  test('friend find by phone: rows of another shape', () => {
    expect(parsePeers(stdoutOf('43-friend-find-phone-0'), 'find')).toEqual({
      ok: true,
      value: [{ id: '4512345678900008042', name: 'Nguyễn Văn An', isFriend: false }],
    });
  });

  test.each(['41-friend-find-nfc-query-nfd-name', '47-friend-find-unknown-name'])('%s: nobody', (name) => {
    expect(parsePeers(stdoutOf(name), 'find')).toEqual({ ok: true, value: [] });
  });

  test('rows without an id are left out, the same id counts once, one object is one row', () => {
    expect(
      rows(
        parsePeers(
          '[{"userId":"1","displayName":"A"},{"displayName":"B"},5,null,{"uid":"1"},{"userId":""}]',
          'list',
        ),
      ),
    ).toEqual([{ id: '1', name: 'A', isFriend: true }]);
    expect(rows(parsePeers('{"uid":1471383327500481391,"zalo_name":"Z"}', 'find'))).toEqual([
      { id: '1471383327500481391', name: 'Z', isFriend: false },
    ]);
  });

  test.each(['', 'hello', '[1,2]', '[{"a":1}]', '"x"', '5', '{"error":"x"}'])('%j is garbage', (stdout) => {
    expect(parsePeers(stdout, 'list')).toEqual(garbage);
  });
});

describe('parseGroups', () => {
  test('recording', () => {
    const groups = rows(parseGroups(stdoutOf('48-group-list-json')));
    expect(groups).toHaveLength(8);
    expect(groups[0]).toEqual({ id: '8212345678900001330', name: 'Gia đình 🏠', memberCount: 9 });
    expect(groups[7]).toMatchObject({ memberCount: 38 });
  });
  test.each([
    [
      'memberCount instead of totalMember',
      '[{"groupId":"1","name":"A","memberCount":3}]',
      { id: '1', name: 'A', memberCount: 3 },
    ],
    [
      'who hides who is in it',
      '[{"groupId":"1","name":"A","totalMember":339,"setting":{"lockViewMember":1}}]',
      { id: '1', name: 'A', memberCount: 339, hidesMembers: true },
    ],
    ['a count in words is none', '[{"groupId":"1","name":"A","totalMember":"many"}]', { id: '1', name: 'A' }],
    ['no name: the id', '[{"groupId":"1"}]', { id: '1', name: '1', writtenName: new Written('') }],
  ])('%s', (_, stdout, group) => {
    expect(parseGroups(stdout)).toEqual({ ok: true, value: [group] });
  });
});

describe('parseMembers', () => {
  test('recording', () => {
    const members = rows(parseMembers(stdoutOf('50-group-members-json')));
    expect(members[0]).toEqual({ id: '4512345678900000123', name: 'Alice Nguyễn' });
    expect(members).toHaveLength(9);
  });
  test('id instead of userId', () => {
    expect(parseMembers('[{"id":"5","dName":"D"}]')).toEqual({ ok: true, value: [{ id: '5', name: 'D' }] });
  });
});

describe('parseSentId', () => {
  test.each([
    [stdoutOf('53-msg-send-user'), '7795362479001'],
    [stdoutOf('65-msg-image-url'), '7795362479011'],
    [stdoutOf('70-msg-link'), '7795362479013'],
    ['Sent. Message ID: abc-123', 'abc-123'],
    ['message_id=9007199254740993', '9007199254740993'],
    ['{"msgId":"1471383327500481391"}', '1471383327500481391'],
    ['1471383327500481391 sent', '1471383327500481391'],
    ['Message sent successfully', undefined],
    ['{ message: null, attachment: [] }', undefined],
    ['', undefined],
  ])('%j', (stdout, id) => {
    expect(parseSentId(stdout)).toBe(id);
  });
});

test('no parser throws on any output, whole or cut anywhere, and none makes up rows from a cut list', () => {
  const parsers = [
    parseVersion,
    parseSelf,
    parseGroups,
    parseMembers,
    parseSentId,
    (text: string) => parsePeers(text, 'find'),
  ];
  for (const name of recordingNames()) {
    const { stdout, stderr } = loadRecording(name);
    for (const text of [stdout.slice(0, 6_000), stderr, stdout.replaceAll('\n', '\r\n').slice(0, 6_000)]) {
      for (let length = 0; length <= text.length; length += 1 + Math.floor(text.length / 23))
        for (const parse of parsers) parse(text.slice(0, length));
    }
  }
  const list = stdoutOf('37-friend-list-json');
  expect(parsePeers(list.slice(0, -10), 'list')).toEqual(garbage);
  expect(parsePeers(list.replaceAll('\n', '\r\n'), 'list')).toEqual(parsePeers(list, 'list'));
});
