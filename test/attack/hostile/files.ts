// The files of a hostile home: config and pairing store, every key and value of them a stranger's.
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { idOf, type Texts } from './rows.ts';
import { hostileBytes } from './strings.ts';

/** Planted where secrets are; shown nowhere, ever. */
export const planted = 'PLANTEDsecret9f8e7d6c5b4a';

/** As part of a path: no slash, no NUL, not too long, not empty. */
export const fileNameOf = (text: string): string => {
  const name = Buffer.from(text.replaceAll(/[/\0]/gu, '_').toWellFormed())
    .subarray(0, 100)
    .toString()
    .replaceAll('\uFFFD', '');
  return name === '' || /^\.+$/u.test(name) ? 'x' : name;
};

const many = <Value>(count: number, make: (row: number) => Value): readonly Value[] =>
  Array.from({ length: count }, (_, row) => make(row));

const listOf = (texts: Texts): readonly unknown[] =>
  many(texts.random.below(12), (row) =>
    texts.random.chance(0.3)
      ? idOf(3, row)
      : texts.random.chance(0.1)
        ? `accessGroup:${texts.random.chance(0.5) ? 'team' : texts.text()}`
        : texts.random.chance(0.95)
          ? texts.text()
          : texts.random.pick([null, 7, 1e30, {}, []]),
  );

const accessGroupsOf = (texts: Texts): Record<string, unknown> => ({
  team: { type: 'message.senders', members: { zalouser: listOf(texts), '*': [texts.text()] } },
  [texts.text()]: { type: texts.text(), members: { [texts.text()]: listOf(texts) } },
});

const groupsOf = (texts: Texts): Record<string, unknown> =>
  Object.fromEntries(
    many(texts.random.below(10), (row) => [
      texts.random.chance(0.3) ? idOf(7, row) : texts.text(),
      texts.random.pick([
        { allow: true },
        { allow: false, [texts.text()]: texts.text() },
        { tools: { deny: [texts.text()] } },
        { requireMention: texts.text() },
        texts.text(),
        null,
      ]),
    ]),
  );

const settingsOf = (texts: Texts): Record<string, unknown> => ({
  name: texts.text(),
  dmPolicy: texts.random.pick(['pairing', 'open', 'allowlist', texts.text()]),
  groupPolicy: texts.random.pick(['open', 'allowlist', 'disabled', texts.text()]),
  allowFrom: texts.random.chance(0.9) ? listOf(texts) : texts.text(),
  groupAllowFrom: listOf(texts),
  groups: groupsOf(texts),
  messagePrefix: texts.text(),
  responsePrefix: texts.text(),
  [texts.text()]: texts.text(),
  token: planted,
});

/** The text of a config with these accounts, hostile ones beside them. */
export const configText = (texts: Texts, accounts: readonly string[], hostileAccounts: number): string => {
  const listed = Object.fromEntries([
    ...accounts.map((id) => [id, { ...settingsOf(texts), enabled: true, profile: id }] as const),
    ...many(hostileAccounts, () => [texts.text(), { ...settingsOf(texts), profile: texts.text() }] as const),
  ]);
  const config = {
    gateway: { port: 18_789, auth: { token: planted, password: planted } },
    logging: { file: texts.text() },
    env: { vars: { ZPW_SEK: planted } },
    plugins: { entries: { zalouser: { enabled: true }, [texts.text()]: { enabled: texts.text() } } },
    channels: {
      zalouser: {
        enabled: true,
        ...settingsOf(texts),
        accounts: listed,
        defaultAccount: texts.random.pick([accounts[0] ?? '', texts.text()]),
      },
    },
    accessGroups: accessGroupsOf(texts),
    [texts.text()]: texts.text(),
  };
  const text = JSON.stringify(config, undefined, 2);
  // A comment is a stranger's as well.
  return `// ${texts.text().replaceAll(/[\r\n\u2028\u2029]/gu, ' ')}\n${text.replace('"channels": {', '"__proto__": {"polluted": 1}, "channels": {')}`;
};

/** Requests and approved senders of a store. */
const storeText = (texts: Texts, accounts: readonly string[], requests: number, nowMs: number): string =>
  JSON.stringify({
    version: 1,
    [texts.text()]: texts.text(),
    requests: many(requests, (row) => ({
      id: texts.random.chance(0.8) ? idOf(3, row) : texts.text(),
      code: texts.random.chance(0.7)
        ? `K7PQ${String(row).padStart(4, '2').replaceAll('0', 'A').replaceAll('1', 'B')}`
        : texts.text(),
      createdAt: texts.random.chance(0.95) ? new Date(nowMs - 60_000 - row).toISOString() : texts.text(),
      lastSeenAt: new Date(nowMs - 30_000 - row).toISOString(),
      meta: {
        name: texts.marked(row),
        accountId: texts.random.chance(0.9)
          ? texts.random.pick([accounts[0] ?? '', accounts[1] ?? ''])
          : texts.text(),
        [texts.text()]: texts.text(),
      },
    })),
  });

/** Writes home, config and store. */
export const writeHostileHome = async (
  dir: string,
  texts: Texts,
  parts: {
    readonly accounts: readonly string[];
    readonly hostileAccounts: number;
    readonly requests: number;
    readonly nowMs: number;
  },
): Promise<{ readonly stateDir: string; readonly configPath: string }> => {
  // Blanks around the value of a variable are nobody's folder, for OpenClaw either.
  const stateDir = join(dir, `s${fileNameOf(texts.text())}s`);
  const credentials = join(stateDir, 'credentials');
  await mkdir(credentials, { recursive: true });
  const configPath = join(stateDir, 'openclaw.json');
  await writeFile(configPath, configText(texts, parts.accounts, parts.hostileAccounts));
  await writeFile(
    join(credentials, 'zalouser-pairing.json'),
    storeText(texts, parts.accounts, parts.requests, parts.nowMs),
  );
  for (const name of [...parts.accounts, ...many(4, () => fileNameOf(texts.text()))])
    await writeFile(
      join(credentials, `zalouser-${name}-allowFrom.json`),
      JSON.stringify({ version: 1, allowFrom: listOf(texts), [texts.text()]: texts.text() }),
    );
  await writeFile(
    join(credentials, `zalouser-${fileNameOf(texts.text())}-allowFrom.json`),
    hostileBytes(texts.random),
  );
  return { stateDir, configPath };
};

/** An empty program that may be run. */
export const writeProgram = async (path: string): Promise<string> => {
  await writeFile(path, '#!/bin/sh\n');
  await chmod(path, 0o755);
  return path;
};
