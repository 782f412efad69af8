// The file system as the config reader needs it, and the one that uses the disk.
import { constants, type FileHandle, open, realpath, stat } from 'node:fs/promises';
import { isAbsence } from '../shared/system-code.ts';

export interface FileFacts {
  readonly isFile: boolean;
  readonly bytes: number;
  /** Names that share the file: OpenClaw refuses hard links as includes. */
  readonly links: number;
}

/** Reading, and nothing else. */
export interface ConfigFiles {
  /** Undefined if there is nothing at `file`. @throws what the system says, if it cannot be told */
  facts(file: string): Promise<FileFacts | undefined>;
  /** The text as UTF-8. @throws what the system says */
  text(file: string): Promise<string>;
  /** The path with every link followed; `file` itself if that cannot be told. */
  realPath(file: string): Promise<string>;
}

/**
 * Opens what must be a plain file, to be read. A pipe or a device in its place would hold up a thread of this process until somebody writes
 * to it, which may be never: they are opened without waiting, and refused (`EINVAL`, as a folder is with `EISDIR`).
 *
 * @throws what the system says
 */
export const openPlain = async (file: string): Promise<FileHandle> => {
  const handle = await open(file, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  try {
    const facts = await handle.stat();
    if (facts.isFile()) return handle;
    throw Object.assign(new Error(`${file} is no plain file`), {
      code: facts.isDirectory() ? 'EISDIR' : 'EINVAL',
    });
  } catch (error) {
    await handle.close();
    throw error;
  }
};

/** The text of a plain file, as UTF-8. @throws what the system says; as {@link openPlain} for anything else */
export const readPlain = async (file: string): Promise<string> => {
  const handle = await openPlain(file);
  try {
    return await handle.readFile('utf8');
  } finally {
    await handle.close();
  }
};

export const diskFiles: ConfigFiles = {
  facts: async (file) => {
    try {
      const facts = await stat(file);
      return { isFile: facts.isFile(), bytes: facts.size, links: facts.nlink };
    } catch (error) {
      if (isAbsence(error)) return undefined;
      throw error;
    }
  },
  text: readPlain,
  realPath: (file) => realpath(file).catch(() => file),
};

/** The files, one of them with another text, by whatever name it is read. */
export const filesWith = async (files: ConfigFiles, file: string, text: string): Promise<ConfigFiles> => {
  const real = await files.realPath(file);
  const isIt = async (other: string): Promise<boolean> =>
    other === file || (await files.realPath(other)) === real;
  return {
    facts: async (other) =>
      (await isIt(other)) ? { isFile: true, bytes: Buffer.byteLength(text), links: 1 } : files.facts(other),
    text: async (other) => ((await isIt(other)) ? text : files.text(other)),
    realPath: (other) => files.realPath(other),
  };
};
