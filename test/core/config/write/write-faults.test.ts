// Lets every single step of a write fail in every way, and looks at what is left.
import { access, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  undoLastWrite,
  type WriteOutcome,
  writeConfigFile,
} from '../../../../src/core/config/write/write.ts';
import { AppError } from '../../../../src/core/shared/error.ts';
import {
  contents,
  createWorld,
  hookedFiles,
  newText,
  oldText,
  read,
  systemError,
  type World,
} from './write-world.ts';

const codes: readonly string[] = ['EACCES', 'ENOSPC', 'EXDEV', 'EIO', 'ENOENT'];
const backupTexts: Readonly<Record<string, string>> = {
  '.bak': 'b0',
  '.bak.1': 'b1',
  '.bak.2': 'b2',
  '.bak.3': 'b3',
  '.bak.4': 'b4',
};

/** A config with a full ring. */
const createFullWorld = async (): Promise<World> => {
  const world = await createWorld();
  for (const [ending, text] of Object.entries(backupTexts)) await writeFile(`${world.file}${ending}`, text);
  return world;
};

interface Fault {
  readonly step: number;
  readonly code: string;
}

/** The disk that fails at one step, and the names of the steps it took. */
const faulty = (
  fault?: Fault,
): { readonly files: ReturnType<typeof hookedFiles>; readonly steps: string[] } => {
  const steps: string[] = [];
  const files = hookedFiles((step) => {
    steps.push(step);
    if (fault && steps.length - 1 === fault.step) throw systemError(fault.code);
  });
  return { files, steps };
};

const attempt = async (
  world: World,
  fault?: Fault,
): Promise<{ outcome: WriteOutcome | AppError; steps: readonly string[] }> => {
  const { files, steps } = faulty(fault);
  try {
    const outcome = await writeConfigFile({
      file: world.file,
      expected: oldText,
      next: newText,
      deps: { ...world.deps, files },
    });
    return { outcome, steps };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { outcome: error, steps };
  }
};

const stepsOfWrite = async (): Promise<readonly string[]> => (await attempt(await createFullWorld())).steps;

it('takes the steps it should', async () => {
  const steps = await stepsOfWrite();
  expect(steps.slice(steps.indexOf('create')).join(' ')).toBe(
    [
      // The lock, and a look at the file once it is held.
      'create write entry setOwner close entry read',
      'create write setOwner setMode sync close',
      'create write setOwner setMode sync close',
      // Room in the ring, the last look, the renames that count.
      'entry entry entry entry rename rename rename rename entry read commit',
      'remove remove syncFolder entry read',
    ].join(' '),
  );
});

/** Runs one write with one fault and looks at what is left. */
const expectWholeAfter = async (steps: readonly string[], { step, code }: Fault): Promise<void> => {
  const name = steps[step] ?? '';
  const at = `step ${step}, ${name}, ${code}`;
  const renamedAt = steps.lastIndexOf('commit');
  const world = await createFullWorld();
  const { outcome } = await attempt(world, { step, code });
  const { 'openclaw.json': text, ...others } = await contents(world.folder);

  // What is said of the file is true.
  expect([oldText, newText], at).toContain(text);
  if (outcome instanceof AppError) {
    expect(outcome.view, at).toMatchObject({
      sentence: expect.stringMatching(/\S/u),
      hint: expect.anything(),
      detail: code,
    });
    expect(['config-write-failed', 'config-unreadable'], at).toContain(outcome.code);
    expect(text, at).toBe(step <= renamedAt ? oldText : newText);
    if (step > renamedAt) expect(outcome.code, at).toBe('config-unreadable');
  } else if (outcome.status === 'written') expect(text, at).toBe(newText);
  else expect([name, code], at).toEqual([expect.stringMatching(/^(?:entry|read)$/u), 'ENOENT']);

  // No litter; every backup is whole, and none goes but the oldest, and that only for the new one.
  for (const file of Object.keys(others)) expect(file, at).toMatch(/^openclaw\.json\.bak(?:\.[1-4])?$/u);
  const isRingUntouched = outcome instanceof AppError && step <= steps.indexOf('rename');
  // The oldest falls out for a version that did not come, if the last steps fail; every other has its place.
  const kept = isRingUntouched ? ['b0', 'b1', 'b2', 'b3', 'b4'] : ['b0', 'b1', 'b2', 'b3'];
  expect(Object.values(others), at).toEqual(expect.arrayContaining(kept));
  for (const version of Object.values(others))
    expect([oldText, 'b0', 'b1', 'b2', 'b3', 'b4'], at).toContain(version);

  if (text !== oldText) return;
  expect((await attempt(world)).outcome, at).toMatchObject({ status: 'written' });
  expect(await contents(world.folder), at).toMatchObject({
    'openclaw.json': newText,
    'openclaw.json.bak': oldText,
  });
};

it.each(codes)(
  'with %s at any step the file is whole, nothing is lost or left over, and the next write works',
  async (code) => {
    const steps = await stepsOfWrite();
    await Promise.all(steps.map((_, step) => expectWholeAfter(steps, { step, code })));
  },
);

it.each<[string, string, RegExp]>([
  ['create', 'EACCES', /may not be replaced by this user/u],
  ['create', 'EROFS', /mounted read-only/u],
  ['create', 'ENOENT', /folder of .* is not there/u],
  ['write', 'ENOSPC', /disk of .* is full/u],
  ['sync', 'EDQUOT', /disk of .* is full/u],
  ['rename', 'EPERM', /may not be replaced/u],
  ['rename', 'EBUSY', /file itself is mounted/u],
  ['rename', 'EIO', /backup .* could not be made/u],
  ['sync', 'EIO', /could not be written; it is as it was/u],
  ['assertWritable', 'EACCES', /is read-only/u],
  ['assertWritable', 'EPERM', /is read-only/u],
  ['assertWritable', 'EROFS', /mounted read-only/u],
  ['read', 'EACCES', /cannot be read/u],
])('%s fails with %s: %s', async (step, code, sentence) => {
  const world = await createFullWorld();
  const { outcome } = await attempt(world, { step: (await stepsOfWrite()).indexOf(step), code });
  expect(outcome).toMatchObject({ view: { sentence: expect.stringMatching(sentence) } });
});

it('says the same of a lock that cannot be made', async () => {
  const world = await createWorld();
  // The folder goes between the look at the file and the lock.
  const files = hookedFiles(async (step) => {
    if (step === 'assertWritable') await rename(world.folder, `${world.folder}-away`);
  });
  await expect(
    writeConfigFile({ file: world.file, expected: oldText, next: newText, deps: { ...world.deps, files } }),
  ).rejects.toMatchObject({
    view: {
      code: 'config-write-failed',
      sentence: expect.stringMatching(/folder of .* is not there/u),
      detail: 'ENOENT',
    },
  });
  expect(await contents(`${world.folder}-away`)).toEqual({ 'openclaw.json': oldText });
});

describe('a new file in a new folder', () => {
  const createAt = (
    world: World,
    fault?: Fault,
  ): { readonly steps: readonly string[]; readonly done: Promise<WriteOutcome> } => {
    const { files, steps } = faulty(fault);
    const file = path.join(world.folder, 'a', 'b', 'new.json');
    return {
      steps,
      done: writeConfigFile({ file, expected: undefined, next: '{}', deps: { ...world.deps, files } }),
    };
  };

  it('leaves no folder behind where it cannot be written', async () => {
    const undisturbed = createAt(await createWorld());
    await undisturbed.done;
    const last = undisturbed.steps.lastIndexOf('commit');
    for (let step = 0; step <= last; step += 1) {
      const world = await createWorld();
      const outcome = await createAt(world, { step, code: 'ENOSPC' }).done.catch((error: unknown) => error);
      // Whose a new file is, is a wish: it is made all the same.
      if (undisturbed.steps[step] === 'setOwner' || !(outcome instanceof AppError)) {
        expect([undisturbed.steps[step], outcome]).toEqual([
          expect.stringMatching(/^(?:setOwner|entry)$/u),
          expect.objectContaining({ status: 'written' }),
        ]);
        continue;
      }
      await expect(access(path.join(world.folder, 'a'))).rejects.toThrow('ENOENT');
    }
  });
});

it('leaves the file as it was written where an undo fails', async () => {
  const world = await createWorld();
  const { outcome } = await attempt(world);
  if (outcome instanceof AppError || outcome.status !== 'written') throw new Error('not written');
  const { files } = faulty({ step: (await stepsOfWrite()).indexOf('write'), code: 'ENOSPC' });
  await expect(undoLastWrite(outcome.undo, { ...world.deps, files })).rejects.toMatchObject({
    code: 'config-write-failed',
  });
  expect(await read(world.file)).toBe(newText);
});
