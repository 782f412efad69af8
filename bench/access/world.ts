// A simulated world of any size: so many accounts, each with so many friends, entries in `allowFrom` and people approved by code.
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { maxConfigBytes } from '../../src/core/config/read.ts';
import { createDemoWorld, type DemoWorldHandle } from '../../src/simulator/demo-world.ts';
import { storeText } from '../../src/simulator/openclaw-files.ts';
import { type DemoPerson, groupsFor, shopSelf } from '../../src/simulator/people.ts';
import { readWorld, writeWorld } from '../../src/simulator/world-files.ts';

const root = join(import.meta.dirname, '..', '..');

/** How large a world is. */
export interface WorldSize {
  readonly accounts: number;
  /** Of each account: entries of `allowFrom`, people approved by code, friends. */
  readonly entries: number;
  readonly approved: number;
  readonly friends: number;
}

/** What most set-ups have. */
export const smallSize: WorldSize = { accounts: 1, entries: 20, approved: 20, friends: 20 };
/** What nothing may be slow at. */
export const largeSize: WorldSize = { accounts: 1, entries: 20_000, approved: 20_000, friends: 5_000 };

/** A world, and how a console is started on it. */
export interface SizedWorld {
  readonly handle: DemoWorldHandle;
  /** The operator's home: empty. */
  readonly home: string;
  /** The console's flags and environment. */
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

const entryId = (index: number): string => String(4_600_000_000_000_000_000n + 7_919n * BigInt(index));
const approvedId = (index: number): string => String(4_700_000_000_000_000_000n + 7_919n * BigInt(index));

const accountName = (index: number): string => (index === 0 ? 'default' : `account-${index}`);

const friendsOf = (count: number): readonly DemoPerson[] =>
  Array.from({ length: count }, (_, index) => ({
    id: entryId(index * 2),
    displayName: `Nguyễn Văn ${index}`,
  }));

/** Every tenth entry is a friend's name; of the ids some are friends and most are not. */
const entryText = (index: number): string => (index % 10 === 9 ? `Nguyễn Văn ${index}` : entryId(index));

const configText = ({ accounts, entries }: WorldSize): string => {
  // A million entries must stay below the size of a config that is still read.
  const lineOf = (index: number): string =>
    accounts > 1 ? `'${entryText(index)}',` : `            '${entryText(index)}', // number ${index}`;
  const list = Array.from({ length: entries }, (_, index) => lineOf(index)).join('\n');
  const account = (index: number): string => `        '${accountName(index)}': {
          dmPolicy: '${index % 2 === 0 ? 'allowlist' : 'pairing'}',
          groupPolicy: 'allowlist',
          allowFrom: [
${list}
          ],
          groups: { '8212345678900008240': { allow: true } },
        },`;
  return `// A large one.
{
  gateway: { mode: 'local', auth: { mode: 'token', token: 'of-no-value' } },
  plugins: { entries: { zalouser: { enabled: true } } },
  channels: {
    zalouser: {
      accounts: {
${Array.from({ length: accounts }, (_, index) => account(index)).join('\n')}
      },
    },
  },
}
`;
};

/** Makes one. Nothing happens in it by itself. */
export const makeSizedWorld = async (size: WorldSize): Promise<SizedWorld> => {
  const script = (name: string): string => join(root, 'dist', `demo-${name}.js`);
  const handle = await createDemoWorld({
    isLively: false,
    zcaScript: script('zca'),
    openclawScript: script('openclaw'),
  });
  const names = Array.from({ length: size.accounts }, (_, index) => accountName(index));
  const world = readWorld(handle.zcaDir);
  if (world === undefined) throw new Error('The world has gone.');
  const friends = friendsOf(size.friends);
  const profile = {
    self: shopSelf,
    session: 'active' as const,
    friends,
    groups: groupsFor(shopSelf.id),
    isLively: false,
  };
  writeWorld(handle.zcaDir, { ...world, profiles: Object.fromEntries(names.map((name) => [name, profile])) });
  const config = configText(size);
  if (Buffer.byteLength(config) > maxConfigBytes)
    throw new Error('The console would not read such a config.');
  await writeFile(handle.configPath, config, { mode: 0o600 });
  const approved = storeText({
    version: 1,
    allowFrom: Array.from({ length: size.approved }, (_, index) => approvedId(index)),
  });
  for (const name of names) {
    await writeFile(join(handle.credentialsDir, `zalouser-${name}-allowFrom.json`), approved, {
      mode: 0o600,
    });
  }
  const home = join(handle.dir, 'operator');
  await mkdir(home);
  return {
    handle,
    home,
    args: ['--zca', handle.zcaPath, '--openclaw', handle.openclawPath, '--config', handle.configPath],
    env: { OPENCLAW_STATE_DIR: handle.stateDir, ZALOUSER_TUI_SETTINGS_DIR: home },
  };
};
