// A real console over a folder of config files: what an operator would be shown of a change, and what is on disk after it.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import type { ChangeRequest, PlannedChange } from '../../src/core/config/change-request.ts';
import type { Console } from '../../src/core/console.ts';
import { createConsole } from '../../src/core/create-console.ts';
import { sentenceAndHint } from '../../src/tui/app/remedies.ts';
import { tempDir } from './temp-dir.ts';

/** What a test sets up: the files by name (`openclaw.json` is the main one), and the world around. */
export interface ConfigWorldParts {
  readonly files?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
  /** Does a gateway answer? Default: yes. */
  readonly isGatewayUp?: boolean;
}

/** A console that has started over those files. */
export interface ConfigWorld {
  readonly console: Console;
  readonly dir: string;
  readonly file: (name: string) => string;
  readonly text: (name?: string) => Promise<string>;
  readonly write: (name: string, text: string) => Promise<void>;
  /** The plan of an action, or of several as one. @throws with its sentence where it is refused */
  readonly plan: (changeRequest: ChangeRequest) => Promise<PlannedChange>;
}

/** `zalouser` as a section, with the plugin enabled, so that a gateway takes changes of it up by itself. */
export const withPlugin = (zalouser: string, rest = ''): string =>
  `{ channels: { zalouser: ${zalouser} }, plugins: { entries: { zalouser: { enabled: true } } }, ${rest} }\n`;

/** Opens the world; it ends with the test. */
export const openConfigWorld = async ({
  files = {},
  env = {},
  isGatewayUp = true,
}: ConfigWorldParts = {}): Promise<ConfigWorld> => {
  const home = await tempDir();
  const dir = path.join(home, 'state');
  const file = (name: string): string => path.join(dir, name);
  const write = async (name: string, text: string): Promise<void> => {
    await mkdir(path.dirname(file(name)), { recursive: true });
    await writeFile(file(name), text);
  };
  for (const [name, text] of Object.entries(files)) await write(name, text);
  const console = createConsole({
    env: { OPENCLAW_STATE_DIR: dir, ...env },
    homeDir: home,
    platform: process.platform,
    runtimeDir: path.join(home, 'run'),
    zcaPath: '/nonexistent',
    canConnect: async () => isGatewayUp,
  });
  onTestFinished(() => console.stop());
  await console.start();
  return {
    console,
    dir,
    file,
    write,
    text: (name = 'openclaw.json') => readFile(file(name), 'utf8'),
    plan: async (changeRequest) => {
      const answer = await console.config.plan(changeRequest);
      if (!answer.ok) throw new Error(sentenceAndHint(answer.error));
      return answer.change;
    },
  };
};
