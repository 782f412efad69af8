// Random names, entries and keys against the gateway's own functions, taken out of the installed plugin: far more than a gateway can be sent.
import { readFile } from 'node:fs/promises';
import { stripTypeScriptTypes } from 'node:module';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';
import { describe, expect, inject, test } from 'vitest';
import { indexNames } from '../../src/core/config/entry-names.ts';
import { capabilitiesOf } from '../../src/core/openclaw/releases.ts';
import { decide } from '../../src/core/policy/decide.ts';
import { parseGroups } from '../../src/core/zca/client.ts';
import { parsePeers } from '../../src/core/zca/parse.ts';
import { parseListenLine } from '../../src/core/zca/parse-listen.ts';
import { createRandom } from '../core/config/edit/random.ts';
import { viewOf } from '../support/view-of.ts';

const openclaw = inject('openclawB');

type Row = Readonly<Record<string, string>>;
interface Plugin {
  readonly normalizeZalouserEntry: (entry: string) => string;
  readonly buildNameIndex: (
    items: readonly Row[],
    nameOf: (item: Row) => string | undefined,
  ) => Map<string, Row[]>;
  readonly isSenderAllowed: (senderId: string, allowFrom: readonly string[]) => boolean;
  readonly isGroupAllowed: (question: {
    groupId: string;
    groupName: string;
    groups: Record<string, unknown>;
  }) => boolean;
}

/** A function of the plugin by its name, from `function` to the brace that ends it. */
const textOf = (source: string, name: string): string => {
  const start = source.indexOf(`function ${name}`);
  if (start < 0) throw new Error(`The plugin has no ${name}.`);
  return source.slice(start, source.indexOf('\n}\n', start) + 2);
};

const pluginOf = async (folder: string): Promise<Plugin> => {
  const source = await readFile(
    join(folder, 'node_modules', 'openclaw', 'extensions', 'zalouser', 'src', 'monitor.ts'),
    'utf8',
  );
  const names = [
    'normalizeZalouserEntry',
    'buildNameIndex',
    'isSenderAllowed',
    'normalizeGroupSlug',
    'isGroupAllowed',
  ];
  const code = stripTypeScriptTypes(names.map((name) => textOf(source, name)).join('\n'));
  return runInNewContext(
    `${code}\n({ normalizeZalouserEntry, buildNameIndex, isSenderAllowed, isGroupAllowed })`,
  ) as Plugin;
};

/** What the plugin does when its listener starts (`monitorZalouserProvider`), for people. */
const mappedPeople = (
  plugin: Plugin,
  allowFrom: readonly string[],
  friends: readonly Row[],
): readonly string[] => {
  const byName = plugin.buildNameIndex(friends, ({ displayName }) => displayName);
  const entries = allowFrom
    .map((entry) => plugin.normalizeZalouserEntry(entry))
    .filter((entry) => entry !== '' && entry !== '*');
  const ids = entries.map((entry) =>
    /^\d+$/u.test(entry) ? entry : byName.get(entry.toLowerCase())?.[0]?.['userId'],
  );
  // Trimmed by what compares them later.
  return [...allowFrom, ...ids.filter((id) => id !== undefined)]
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '');
};

/** The same for groups. */
const mappedGroups = (
  plugin: Plugin,
  groups: Readonly<Record<string, unknown>>,
  rooms: readonly Row[],
): Record<string, unknown> => {
  const byName = plugin.buildNameIndex(rooms, ({ name }) => name);
  const next: Record<string, unknown> = { ...groups };
  for (const key of Object.keys(groups).filter((one) => one !== '*')) {
    const cleaned = plugin.normalizeZalouserEntry(key);
    const id = /^\d+$/u.test(cleaned) ? cleaned : byName.get(cleaned.toLowerCase())?.[0]?.['groupId'];
    if (id !== undefined && !next[id]) next[id] = groups[key];
  }
  return next;
};

const bits =
  'An|Bình|Bi\u0300nh|Đào|a|A| |  |\t|\n|\u00a0|\u200b|\ufeff|\u200f|-|#|zalouser:|zlu:|ZLU:|group:|*|71|45|123|constructor|__proto__|toString|İ|Σ|\u001b[1m|😀|\u00ad'.split(
    '|',
  );
const ids = ['45', '71', '123', '4571', '12345'];
const rulesOf: readonly unknown[] = [
  {},
  {},
  { allow: false },
  { enabled: false },
  null,
  true,
  { allow: 'no' },
];

const worldOf = (random: () => number) => {
  const pick = <Item>(list: readonly Item[]): Item => list[Math.floor(random() * list.length)] as Item;
  const some = <Item>(most: number, make: () => Item): readonly Item[] =>
    Array.from({ length: Math.floor(random() * (most + 1)) }, make);
  const pool = [...Array.from({ length: 6 }, () => some(3, () => pick(bits)).join('')), pick(ids)];
  const name = (): string => pick(pool);
  const entry = (): string => {
    const chance = random();
    if (chance < 0.3) return pick(ids);
    return chance < 0.8
      ? name()
      : `${pick(['zalouser:', 'ZLU: ', ' zlu:', 'zlu:\u00a0'])}${pick([...pool, ...ids])}`;
  };
  // Nobody is in a list twice.
  const listed = (idKeys: readonly string[], nameKeys: readonly string[]): readonly Row[] =>
    ids.filter(() => random() < 0.5).map((id): Row => ({ [pick(idKeys)]: id, [pick(nameKeys)]: name() }));
  return {
    friends: listed(
      ['userId', 'userId', 'userId', 'uid'],
      ['displayName', 'displayName', 'zaloName', 'username'],
    ),
    rooms: listed(['groupId', 'groupId', 'groupId', 'id'], ['name', 'name', 'name', 'groupName']),
    allowFrom: some(3, entry),
    groups: Object.fromEntries(
      some(3, () => [random() < 0.1 ? '*' : entry(), pick(rulesOf)] as const),
    ) as Record<string, unknown>,
    threadName: name(),
  };
};

describe.skipIf(openclaw === undefined)('whatever stands in the lists', () => {
  test('each question gets the answer the plugin gives', async () => {
    const plugin = await pluginOf(openclaw?.folder ?? '');
    const random = createRandom(20_260_226).next;
    const can = capabilitiesOf('2026.2.26');
    const wrong: unknown[] = [];
    let letThrough = 0;
    for (let turn = 0; turn < 4_000; turn += 1) {
      const world = worldOf(random);
      const [peers, groups] = [
        parsePeers(JSON.stringify(world.friends), 'list'),
        parseGroups(JSON.stringify(world.rooms)),
      ];
      const names = indexNames(peers.ok ? peers.value : [], groups.ok ? groups.value : []);
      const section = {
        dmPolicy: 'allowlist',
        groupPolicy: 'allowlist',
        allowFrom: world.allowFrom,
        groups: world.groups,
      };
      const [account] = viewOf({ channels: { zalouser: section } }).accounts;
      if (account === undefined) throw new Error('No account.');
      const answer = (message: object): boolean => {
        const parsed = parseListenLine(JSON.stringify({ content: 'x', ...message }), {
          accountId: account.id,
          receivedAtMs: 1,
        });
        return (
          parsed.type === 'message' &&
          decide(parsed.message, account, { can, approved: new Set(), names }).isLetThrough
        );
      };
      const people = mappedPeople(plugin, world.allowFrom, world.friends);
      const rooms = mappedGroups(plugin, world.groups, world.rooms);
      for (const id of ids) {
        const { threadName } = world;
        const asked = [
          [
            answer({ threadId: id, metadata: { isGroup: false, fromId: id } }),
            plugin.isSenderAllowed(id, people),
          ],
          [
            answer({ threadId: id, metadata: { isGroup: true, fromId: '9', threadName } }),
            plugin.isGroupAllowed({ groupId: id, groupName: threadName, groups: rooms }),
          ],
        ] as const;
        letThrough += asked.filter(([, theirs]) => theirs).length;
        if (asked.some(([ours, theirs]) => ours !== theirs)) wrong.push({ ...world, id, asked });
      }
    }
    expect(wrong.slice(0, 3)).toEqual([]);
    expect(letThrough).toBeGreaterThan(1_000);
  });
});
