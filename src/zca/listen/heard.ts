// Until when somebody listened on a profile: what Zalo tells afterwards and is younger was missed. Times and numbers only, no message.

import { randomBytes } from 'node:crypto';
import { readFile, rename, writeFile } from 'node:fs/promises';

/** How often it is written at most while messages come (ms). */
const everyMs = 1_000;
const maxIds = 200;

/** The last that was heard. */
export interface Heard {
  readonly atMs: number;
  readonly ids: readonly string[];
}

/** What is in the file; undefined where there is none, or nothing to be read. */
export const readHeard = async (file: string): Promise<Heard | undefined> => {
  try {
    const value = JSON.parse(await readFile(file, 'utf8')) as unknown;
    if (typeof value !== 'object' || value === null || !('atMs' in value) || !('ids' in value))
      return undefined;
    const { atMs, ids } = value;
    if (typeof atMs !== 'number' || !Array.isArray(ids)) return undefined;
    return { atMs, ids: ids.filter((id) => typeof id === 'string') };
  } catch {
    return undefined;
  }
};

/** Keeps the file up to date. */
export class HeardKeeper {
  readonly #file: string;
  #ids: string[] = [];
  #timer: NodeJS.Timeout | undefined;
  #writing: Promise<void> = Promise.resolve();

  constructor(file: string) {
    this.#file = file;
  }

  /** @param id of the message; undefined: the session hears, and that is all */
  heard(id: string | undefined): void {
    if (id !== undefined) this.#ids.push(id);
    if (this.#ids.length > maxIds * 2) this.#ids = this.#ids.slice(-maxIds);
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#writing = this.#write();
    }, everyMs).unref();
  }

  /** Nobody listens from now on. */
  async end(): Promise<void> {
    clearTimeout(this.#timer);
    await this.#writing;
    await this.#write();
  }

  async #write(): Promise<void> {
    const temporary = `${this.#file}.${randomBytes(6).toString('hex')}.tmp`;
    const heard: Heard = { atMs: Date.now(), ids: this.#ids.slice(-maxIds) };
    try {
      await writeFile(temporary, `${JSON.stringify(heard)}\n`, { flag: 'wx', mode: 0o600 });
      await rename(temporary, this.#file);
    } catch {
      // Without it nothing is told as missed; there is no reason to stop listening.
    }
  }
}
