import { mkdir, readdir, stat, symlink, utimes, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import {
  type Candidate,
  type Elected,
  elect,
  newRecord,
  type OwnerRecord,
  readRecord,
  release,
  reported,
  tidy,
} from '../../../src/zca/share/election.ts';
import { newSocket, type Place, placeOf } from '../../../src/zca/share/place.ts';
import { tempDir } from '../../support/temp-dir.ts';

const placeIn = async (dir: string, profile = 'default'): Promise<Place> => {
  await mkdir(join(dir, 'run'), { recursive: true, mode: 0o700 });
  return placeOf(join(dir, 'openzca'), profile, { HOME: dir, XDG_RUNTIME_DIR: join(dir, 'run') }, 'linux');
};

const listening = async (place: Place): Promise<{ record: OwnerRecord; server: Server }> => {
  const record = newRecord(newSocket(place));
  const server = createServer(() => {});
  await new Promise<void>((resolve) => {
    server.listen(record.socket, resolve);
  });
  onTestFinished(() => {
    server.close();
  });
  return { record, server };
};

const candidate = (place: Place, ended: string[] = []): Candidate => ({
  place,
  listen: async () => (await listening(place)).record,
  endChild: async ({ id }) => {
    ended.push(id);
  },
});

const electAll = async (candidates: readonly Candidate[]): Promise<readonly Elected[]> => {
  const elected = await Promise.all(candidates.map(elect));
  for (const one of elected) if (one.role === 'reader') one.socket.destroy();
  return elected;
};

/** What a killed owner leaves: a record, and a socket that nobody listens on. */
const leaveDead = async (place: Place, parts: Partial<OwnerRecord> = {}): Promise<OwnerRecord> => {
  const record = { ...newRecord(newSocket(place)), pid: 2 ** 22 + 1, start: 'long ago', ...parts };
  await writeFile(place.recordFile, JSON.stringify(record));
  return record;
};

describe('who owns a session', () => {
  it('the first does, and a later one joins', async () => {
    const place = await placeIn(await tempDir());
    const first = await elect(candidate(place));
    const [second] = await electAll([candidate(place)]);
    expect(first.role).toBe('owner');
    expect(second).toMatchObject({ role: 'reader', record: { pid: process.pid } });
  });

  it('of twenty at the same moment one does, each time', async () => {
    const dir = await tempDir();
    for (let round = 0; round < 20; round += 1) {
      const place = await placeIn(dir, `p${round}`);
      const elected = await electAll(Array.from({ length: 20 }, () => candidate(place)));
      expect(elected.filter(({ role }) => role === 'owner')).toHaveLength(1);
      expect(elected.filter(({ role }) => role === 'reader')).toHaveLength(19);
    }
  });

  it('of twenty that find a dead one, one does; what it left running is ended once, before', async () => {
    const dir = await tempDir();
    for (let round = 0; round < 20; round += 1) {
      const place = await placeIn(dir, `p${round}`);
      const dead = await leaveDead(place);
      const ended: string[] = [];
      const elected = await electAll(Array.from({ length: 20 }, () => candidate(place, ended)));
      expect(elected.filter(({ role }) => role === 'owner')).toHaveLength(1);
      expect(ended).toEqual([dead.id]);
    }
  });

  it('one that died while it took a dead record away holds up nobody', async () => {
    const place = await placeIn(await tempDir());
    const dead = await leaveDead(place);
    await writeFile(
      `${place.recordFile}.${dead.id}`,
      JSON.stringify({ ...newRecord(newSocket(place)), pid: 2 ** 22 + 2, start: 'long ago' }),
    );
    const elected = await electAll(Array.from({ length: 5 }, () => candidate(place)));
    expect(elected.filter(({ role }) => role === 'owner')).toHaveLength(1);
    expect((await readdir(join(place.recordFile, '..'))).sort()).toEqual(['default.json']);
  });

  it('a damaged record is a dead one', async () => {
    const place = await placeIn(await tempDir());
    for (const text of ['', '{"v":1', 'null', '{"v":1,"id":"a"}']) {
      await writeFile(place.recordFile, text);
      const elected = await elect(candidate(place));
      expect(elected.role).toBe('owner');
      if (elected.role === 'owner') await release(place.recordFile, elected.record);
    }
  });

  it('one that lives and whose socket is gone is not displaced', async () => {
    const place = await placeIn(await tempDir());
    await leaveDead(place, { pid: process.pid, start: newRecord('').start });
    expect(await elect(candidate(place))).toEqual({ role: 'refused', pid: process.pid });
  });
});

describe('the record', () => {
  it('is whole or not there, 0600 in 0700, and taken away by its owner alone', async () => {
    const place = await placeIn(await tempDir());
    const [mine, other] = [newRecord('/a'), newRecord('/b')];
    expect(await reported(place.recordFile, mine)).toBe(true);
    expect(await reported(place.recordFile, other)).toBe(false);
    expect(await readRecord(place.recordFile)).toEqual(mine);
    expect((await stat(place.recordFile)).mode & 0o777).toBe(0o600);
    expect((await stat(join(place.recordFile, '..'))).mode & 0o777).toBe(0o700);
    await release(place.recordFile, other);
    expect(await readRecord(place.recordFile)).toEqual(mine);
    await release(place.recordFile, mine);
    expect(await readRecord(place.recordFile)).toBeUndefined();
  });
});

describe('the folder of sockets', () => {
  const placed = async (dir: string, env: Record<string, string>): Promise<string | undefined> =>
    (await placeOf(join(dir, 'openzca'), 'default', env, 'linux')).socketDir;

  it('is in XDG_RUNTIME_DIR, else in the state folder, never where others may enter', async () => {
    const dir = await tempDir();
    await mkdir(join(dir, 'run'), { mode: 0o700 });
    await mkdir(join(dir, 'open'), { mode: 0o755 });
    await symlink(join(dir, 'run'), join(dir, 'link'));
    const state = join(dir, '.local', 'state', 'zalouser-tui', 'run');
    expect(await placed(dir, { HOME: dir, XDG_RUNTIME_DIR: join(dir, 'run') })).toBe(
      join(dir, 'run', 'zalouser-tui'),
    );
    for (const folder of ['open', 'link', 'missing'])
      expect(await placed(dir, { HOME: dir, XDG_RUNTIME_DIR: join(dir, folder) })).toBe(state);
    expect(await placed(dir, { HOME: dir, XDG_RUNTIME_DIR: 'run' })).toBe(state);
    expect((await stat(state)).mode & 0o777).toBe(0o700);
  });

  it('is short enough for a socket', async () => {
    const dir = await tempDir();
    const long = join(dir, 'x'.repeat(90));
    await mkdir(long, { mode: 0o700 });
    const folder = await placed(dir, { HOME: long, XDG_RUNTIME_DIR: long });
    expect(folder).not.toContain(long);
    expect(Buffer.byteLength(`${folder}/0123456789-01234567.s`)).toBeLessThanOrEqual(103);
  });

  it('is cleared of what killed ones have left, and of nothing else', async () => {
    const place = await placeIn(await tempDir());
    const folder = place.socketDir ?? '';
    const { record } = await listening(place);
    const old = new Date(Date.now() - 120_000);
    const [dead, young, strange] = [newSocket(place), newSocket(place), join(folder, 'other-12345678.s')];
    const temporary = `${place.recordFile}.0123456789ab.tmp`;
    for (const file of [dead, young, strange, temporary]) await writeFile(file, '');
    for (const file of [dead, strange, temporary, record.socket]) await utimes(file, old, old);
    await tidy(place, Date.now());
    expect((await readdir(folder)).map((name) => join(folder, name)).sort()).toEqual(
      [record.socket, young, strange].sort(),
    );
    expect(await readdir(join(place.recordFile, '..'))).toEqual([]);
  });
});
