// Group messages, and the rows in which `decide` is known to differ from the gateway (see verdict-tables.ts).
import type { VerdictCase } from './support/verdict-case.ts';
import { an, binh, composed, decomposed, dm, group, on, other, sales, unlike } from './verdict-words.ts';

/** The policy for groups, `groups`, control commands. */
export const groupCases: readonly VerdictCase[] = [
  ...on('default', [
    ['channels.defaults says allowlist, nothing is listed', 'group-not-listed', group(sales, 'Bán hàng')],
  ]),
  ...on('pairing', [
    ['open: any group, any sender', 'reply', group(sales, 'Bán hàng')],
    ['open: a control command of a stranger', 'command-refused', group(sales, 'Bán hàng', '/new')],
    ['open: a control command of somebody in allowFrom', 'reply', group(sales, 'Bán hàng', '/whoami', an)],
    [
      'open: a control command of somebody approved only by code',
      'command-refused',
      group(sales, 'Bán hàng', '/whoami', binh),
    ],
    [
      'open: a command that takes no arguments, with some',
      'reply',
      group(sales, 'Bán hàng', '/help tôi với'),
    ],
    ['open: a command with a colon', 'command-refused', group(sales, 'Bán hàng', '/new: chào')],
    ['open: a command in capitals', 'command-refused', group(sales, 'Bán hàng', '/NEW')],
    [
      'open: a command that is switched off by default',
      'command-refused',
      group(sales, 'Bán hàng', '/config show'),
    ],
    [
      'open: a command that takes no arguments, with a colon and some',
      'reply',
      group(sales, 'Bán hàng', '/status: nhé'),
    ],
    ['open: /stop with more', 'reply', group(sales, 'Bán hàng', '/stop now')],
    ['open: a command and a second line', 'command-refused', group(sales, 'Bán hàng', '/help\ntôi với')],
    ['open: a setting and a message', 'command-refused', group(sales, 'Bán hàng', '/think high xin chào')],
    ['open: a slash that is no command', 'reply', group(sales, 'Bán hàng', '/newborn')],
    ['open: a bare stop', 'command-refused', group(sales, 'Bán hàng', 'Stop!')],
    ['open: a command in the middle', 'reply', group(sales, 'Bán hàng', 'xem /status nhé')],
    ['open: blank', 'ignored', group(sales, 'Bán hàng', '   ')],
    [
      'open: isGroup null is direct',
      'reply',
      { threadId: an, content: 'chào', metadata: { isGroup: null, fromId: an } },
    ],
  ]),
  ...on('allowlist', [
    ['listed by id', 'reply', group('7100000000000000021')],
    ['listed with allow false', 'group-off', group('7100000000000000022')],
    ['listed with enabled false', 'group-off', group('7100000000000000023')],
    ['listed as group:id', 'reply', group('7100000000000000024')],
    ['listed as zalouser:id', 'reply', group('7100000000000000025')],
    ['listed by its exact name', 'reply', group(other, 'Đúng Tên Này')],
    ['its name in other case', 'group-not-listed', group(other, 'đúng tên này')],
    ['listed by the slug of its name', 'reply', group(other, '#Work Chat — v1.2!')],
    ['the id says no, the name yes', 'group-off', group('7100000000000000022', 'Đúng Tên Này')],
    ['the id says yes, the name no', 'reply', group('7100000000000000021', 'Cấm Vào')],
    ['its name says no', 'group-off', group(other, 'Cấm Vào')],
    ['an entry that is true', 'reply', group('7100000000000000026')],
    ['an entry that is null', 'group-not-listed', group('7100000000000000027')],
    ['requireMention does not matter', 'reply', group('7100000000000000028')],
    ['allow as text "no"', 'reply', group('7100000000000000029')],
    ['a name of the account’s groups, in other case', 'reply', group('7100000000000000011', 'khác')],
    ['a name of two groups: the first', 'reply', group('7100000000000000012', 'khác')],
    ['a name of two groups: the second', 'group-not-listed', group('7100000000000000013', 'khác')],
    ['not listed', 'group-not-listed', group(other, 'Lạ')],
    ['not listed, without a name', 'group-not-listed', group(other)],
    ['not listed, from somebody in allowFrom', 'group-not-listed', group(other, 'Lạ', 'chào', an)],
    ['a control command where the group is not listed', 'group-not-listed', group(other, 'Lạ', '/new')],
    ['a name composed on both sides', 'reply', group(other, composed)],
    ['a name decomposed there, composed here', 'group-not-listed', group(other, decomposed)],
    ['a name that every object has', 'reply', group(other, 'constructor')],
    ['a name whose slug every object has', 'reply', group(other, 'Constructor!')],
    ['another name that every object has', 'reply', group(other, 'toString')],
    ['the prototype', 'reply', group(other, '__proto__')],
  ]),
  ...on('star', [
    ['* lists every group', 'reply', group(other, 'Lạ')],
    ['* and an entry that says no', 'group-off', group('7100000000000000022', 'Lạ')],
  ]),
  ...on('spaced-star', [
    ['* says no', 'group-off', group(other, 'Lạ')],
    ['* says no, the id yes', 'reply', group('7100000000000000021', 'Lạ')],
  ]),
  ...on('prefixed-star', [['groups is empty', 'group-not-listed', group(other, 'constructor')]]),
  ...on('open', [['disabled', 'group-disabled', group('7100000000000000021', 'Lạ')]]),
  ...on('disabled', [
    ['open: an entry that says no is not asked', 'reply', group('7100000000000000022', 'Lạ')],
  ]),
  ...on('bogus', [
    ['a policy nobody knows lets every group through', 'reply', group(other, 'Lạ')],
    [
      'a policy nobody knows: an entry that says no is not asked',
      'reply',
      group('7100000000000000022', 'Lạ'),
    ],
  ]),
  // allowFrom is no list: the gateway fails on every message it would have looked it up for, whatever the policies say.
  // (Under `open` it does not even start; see gateway-start.test.ts.)
  ...on('text-list', [
    ['allowFrom is a text: its own id', 'gateway-fails', dm(an)],
    ['allowFrom is a text: a group', 'gateway-fails', group(sales, 'Bán hàng')],
  ]),
  ...on('nothing', [['settings that are null: channels.defaults', 'group-not-listed', group(sales, 'Lạ')]]),
  ...on('my-shop', [
    ['a key that is not lower case: its groupPolicy is ignored', 'group-not-listed', group(sales, 'Lạ')],
  ]),
];

/** Where `decide` knows less than the gateway does. */
export const differences: readonly VerdictCase[] = [
  // zca always says isGroup, as true or false; the gateway takes what is missing for false and any text for true.
  ...unlike(
    'pairing reply',
    on('pairing', [['a group by its type only', 'reply', { threadId: other, content: 'chào', type: 1 }]]),
  ),
  ...unlike(
    'reply',
    on('pairing', [
      [
        'isGroup is the text "false"',
        'pairing',
        { threadId: other, content: 'chào', metadata: { isGroup: 'false' } },
      ],
    ]),
  ),
];
