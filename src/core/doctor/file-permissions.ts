// Looks after what lies around the channel: are its secrets private, do codes stand in a log?
import { readdir } from 'node:fs/promises';
import { holdsSecrets } from '../config/diff-secrets.ts';
import type { ConfigReading } from '../config/reading.ts';
import { valueAt } from '../config/value.ts';
import type { Dispatch } from '../events.ts';
import type { Outcome } from '../outcome.ts';
import type { Clock } from '../shared/clock.ts';
import type { ProfileName } from '../shared/ids.ts';
import { runInTurn } from '../shared/run-in-turn.ts';
import type { ConsoleState } from '../state.ts';
import { lookAtFile, makePrivate, modeFailure } from './file-modes.ts';
import { scanLog } from './log-scan.ts';
import type { LogLeaks, OpenFile } from './model.ts';
import { type SecretFile, secretFiles } from './secret-files.ts';
import { housekeepingSentences as words } from './words-file-permissions.ts';

/** What the service is made with. */
export interface HousekeepingOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly homeDir: string;
  readonly platform: NodeJS.Platform;
  readonly clock: Clock;
  readonly dispatch: Dispatch;
  readonly getState: () => ConsoleState;
  /** The last reading of the config. */
  readonly reading: () => ConfigReading | undefined;
  /** Where the log is unless the config says otherwise. Default: `/tmp/openclaw`. */
  readonly logFolder?: string | undefined;
}

/** What it finds reaches the state as `housekeeping/checked`. */
export interface HousekeepingService {
  /** Looks at the files and at the end of the log. Never rejects. */
  check(): Promise<void>;
  /** Closes to others those of the files that the last look found open, and looks again. */
  makePrivate(paths: readonly string[]): Promise<Outcome>;
}

const namesIn = (folder: string): Promise<readonly string[]> => readdir(folder).catch(() => []);

const isOpen = (file: OpenFile | undefined): file is OpenFile => file !== undefined;

/** Makes the service. */
export const createHousekeeping = (options: HousekeepingOptions): HousekeepingService => {
  const { env, homeDir, platform, clock, dispatch, getState, reading } = options;

  const filesToLookAt = async (): Promise<readonly SecretFile[]> => {
    const { config } = getState();
    const secretConfigs = (reading()?.sources ?? []).filter(({ text }) => holdsSecrets(text)).map(({ file }) => file);
    return secretFiles({ config, env, homeDir, secretConfigs, credentialNames: await namesIn(config.credentialsDir) });
  };

  const leaks = async (): Promise<LogLeaks | undefined> => {
    const { config, pairing } = getState();
    const value = reading()?.value;
    // Later versions do not log what their command line prints, and a config that cannot be read does not say where the log is.
    if (!config.release.capabilities.logsPrintedCodes || config.status !== 'ready' || value === undefined || platform === 'win32')
      return undefined;
    const nowMs = clock.now();
    const pending = pairing.requests.flatMap(({ code, expiresAtMs }) => (code !== undefined && expiresAtMs > nowMs ? [code] : []));
    return scanLog({ setting: valueAt(value, ['logging', 'file']), pending, nowMs, folder: options.logFolder });
  };

  const check = runInTurn(async (): Promise<void> => {
    const { status } = getState().config;
    if (status === 'unread') return;
    const files = await filesToLookAt();
    const looks = await Promise.all(files.map(lookAtFile));
    const sessions = files.flatMap(({ profile }, index): readonly ProfileName[] =>
      profile !== undefined && looks[index]?.exists === true ? [profile] : [],
    );
    const log = await leaks();
    dispatch({
      type: 'housekeeping/checked',
      checkedAtMs: clock.now(),
      openFiles: platform === 'win32' ? [] : looks.map(({ open }) => open).filter(isOpen),
      sessions,
      ...(log === undefined ? {} : { log }),
    });
  });

  return {
    check,
    makePrivate: async (paths) => {
      const files = getState().housekeeping.openFiles.filter((file) => file.isOurs && paths.includes(file.path));
      if (files.length === 0) return { ok: false, error: words.nothingOpen() };
      const failures: string[] = [];
      // One after the other: a folder that is closed first is still ours to enter.
      for (const file of files) await makePrivate(file).catch((error: unknown) => failures.push(`${file.path}: ${modeFailure(error)}`));
      await check();
      return failures.length === 0 ? { ok: true, sentence: words.closed(files.length) } : { ok: false, error: words.notClosed(failures) };
    },
  };
};
