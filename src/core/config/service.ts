// The OpenClaw config as the console knows it: read at the start, again on every change, the last good accounts kept while it is broken.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { errorSentences } from '../error-words.ts';
import type { Dispatch } from '../events.ts';
import type { OpenClawStatus } from '../model/programs.ts';
import type { Release } from '../openclaw/capabilities.ts';
import type { OpenClawLocator } from '../openclaw/find.ts';
import { type DetectedOpenClaw, detectOpenClaw, type OpenClawPaths } from '../openclaw/paths.ts';
import { lastTouchedVersion, withConfigVersion } from '../openclaw/releases.ts';
import { gatewayVersion } from '../openclaw/select-gateway-version.ts';
import type { Outcome } from '../outcome.ts';
import { type Clock, realTimeClock } from '../shared/clock.ts';
import { toErrorView } from '../shared/error.ts';
import type { ErrorView } from '../shared/error-view.ts';
import { runInTurn } from '../shared/run-in-turn.ts';
import type { ConsoleState } from '../state.ts';
import { type ConfigFiles, diskFiles, filesWith } from '../system/files.ts';
import { removeStaleTempFilesBeside } from '../system/stale-temp-files.ts';
import { createFileWatches, type WatchFolder } from '../system/watch-folders.ts';
import { diskWriteFiles } from '../system/write-files.ts';
import { resolveTarget } from '../system/write-target.ts';
import type { ConfigView } from './config-view.ts';
import { readConfig } from './read.ts';
import { type ConfigReading, isSameReading } from './reading.ts';
import { valueAt } from './value.ts';
import { readConfigView } from './view.ts';
import { configSentences } from './words.ts';

// What of a config stands while its file is broken. Pure.

/** A broken config changes nothing for a running gateway: its accounts stay, with the finding that says what is broken. */
const withLastGood = (view: ConfigView, good: ConfigView | undefined): ConfigView => {
  if (view.status !== 'broken' || good?.path !== view.path) return view;
  const { hasSection, channelEnabled, pluginEnabled, defaultAccountId, accounts, channel, owners } = good;
  return {
    ...view,
    hasSection,
    channelEnabled,
    ...(pluginEnabled === undefined ? {} : { pluginEnabled }),
    defaultAccountId,
    accounts,
    ...(channel === undefined ? {} : { channel }),
    ...(owners === undefined ? {} : { owners }),
    files: [...new Set([...(view.files ?? []), ...(good.files ?? [])])],
  };
};

/** An editor that replaces a file by two steps leaves a moment without one. */
const replacedDelayMs = 200;

export interface ConfigServiceDeps {
  readonly clock: Clock;
  readonly dispatch: Dispatch;
  readonly getState: () => ConsoleState;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly homeDir: string;
  /** `--config`. */
  readonly configFlag?: string;
  /** What relative paths are relative to. Default: the current folder. */
  readonly cwd?: string;
  readonly locator: OpenClawLocator;
  /** Default: the disk. */
  readonly files?: ConfigFiles;
  /** Default: the system's. */
  readonly watch?: WatchFolder;
  /** Called after every `config/read`: where others follow the folders it names. */
  readonly onRead?: (config: ConfigView) => void;
}

/** Keeps `state.config` and `state.openclaw` true. */
export interface ConfigService {
  /** Reads the config and begins to watch. The `openclaw` binary is looked for meanwhile; `located` tells when that is done. */
  start(): Promise<void>;
  /** Resolves when the look-up that `start` began is over. */
  located(): Promise<void>;
  /** Looks for the binary again; reads the config again if that makes it another release. */
  locate(): Promise<OpenClawStatus>;
  /**
   * Reads the config again if what is known by now, of the program or of a gateway that runs, makes it another release. Resolves when the state
   * says so, whoever has begun to read.
   */
  follow(): Promise<void>;
  reload(): Promise<Outcome>;
  /** The last reading, with the text of every file: what an edit starts from. */
  reading(): ConfigReading | undefined;
  /**
   * Reads the files as they are now, or as they would be with one of them changed. Nothing is written, nothing becomes known to others.
   */
  readNow(change?: { readonly file: string; readonly text: string }): Promise<ConfigReading>;
  /** The file behind a link, there or not; undefined where `file` is none. */
  linkedFile(file: string): Promise<string | undefined>;
  /** What the console makes of a reading; unlike the state, never with the accounts of an earlier one. */
  viewOf(reading: ConfigReading): ConfigView;
  stop(): Promise<void>;
}

const failureOf = ({ status, path: file, findings }: ConfigView): ErrorView | undefined => {
  if (status === 'missing') return errorSentences.configMissing({ file });
  if (status !== 'broken') return undefined;
  const finding = findings.find(({ code }) => code === 'config-broken' || code === 'config-unreadable');
  // The finding knows best what is the matter; where a line is to be corrected, the line comes first.
  if (finding !== undefined && finding.place?.line === undefined) {
    const { code, sentence, fix } = finding;
    return {
      code: code === 'config-broken' ? code : 'config-unreadable',
      sentence,
      hint: fix,
    };
  }
  return errorSentences.configBroken({ file, line: finding?.place?.line, detail: finding?.sentence });
};

class ConfigFromFiles implements ConfigService {
  readonly #deps: ConfigServiceDeps;
  readonly #files: ConfigFiles;
  readonly #watches: ReturnType<typeof createFileWatches>;
  readonly #stopping = new AbortController();
  readonly #readInTurn = runInTurn(() => this.#read());
  readonly #views = new WeakMap<ConfigReading, { readonly asked: string; readonly view: ConfigView }>();
  #reading: ConfigReading | undefined;
  #good: ConfigView | undefined;
  /** Of the last read, from its beginning. */
  #release: Release | undefined;
  #locating: Promise<void> = Promise.resolve();
  /** The last read that was begun; never rejects. */
  #lastRead: Promise<unknown> = Promise.resolve();

  constructor(deps: ConfigServiceDeps) {
    this.#deps = deps;
    this.#files = deps.files ?? diskFiles;
    const { clock, watch } = deps;
    this.#watches = createFileWatches({
      clock,
      ...(watch ? { watch } : {}),
      onChange: () => void this.reload(),
    });
  }

  async start(): Promise<void> {
    this.#locating = this.locate().then(() => {});
    await this.reload();
    // What a writer of ours left behind when it was killed; nobody waits for that.
    const { files } = this.#reading ?? { files: [] };
    void removeStaleTempFilesBeside(files, { clock: this.#deps.clock }).catch(() => undefined);
  }

  located(): Promise<void> {
    return this.#locating;
  }

  async locate(): Promise<OpenClawStatus> {
    const { locator, dispatch } = this.#deps;
    const openclaw = await locator
      .locate(this.#stopping.signal)
      .catch((): OpenClawStatus => ({ status: 'missing' }));
    if (this.#stopping.signal.aborted) return openclaw;
    dispatch({ type: 'openclaw/located', openclaw });
    await this.follow();
    return openclaw;
  }

  async follow(): Promise<void> {
    // A read that is under way began with what was known then.
    if (this.#release !== undefined && !isDeepStrictEqual(this.#resolve().release, this.#release))
      await this.reload();
    else await this.#lastRead;
  }

  async reload(): Promise<Outcome> {
    if (this.#stopping.signal.aborted)
      return { ok: false, error: errorSentences.cancelled({ what: configSentences.reading }) };
    try {
      const read = this.#readInTurn();
      this.#lastRead = read.catch(() => undefined);
      const error = failureOf(await read);
      return error ? { ok: false, error } : { ok: true };
    } catch (error) {
      return { ok: false, error: toErrorView(error) };
    }
  }

  reading(): ConfigReading | undefined {
    return this.#reading;
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    this.#watches.close();
    await this.#locating;
  }

  #resolve(): DetectedOpenClaw {
    const state = this.#deps.getState();
    const { openclaw } = state;
    return detectOpenClaw(this.#deps, {
      gateway: gatewayVersion(state),
      binary: openclaw.status === 'found' ? openclaw.version : undefined,
    });
  }

  async readNow(change?: { readonly file: string; readonly text: string }): Promise<ConfigReading> {
    const { clock, env } = this.#deps;
    const { paths } = this.#resolve();
    const files = change === undefined ? this.#files : await filesWith(this.#files, change.file, change.text);
    return readConfig({
      path: paths.configPath,
      env,
      envFile: path.join(paths.stateDir, '.env'),
      clock,
      files,
    });
  }

  async linkedFile(file: string): Promise<string | undefined> {
    const target = await resolveTarget(diskWriteFiles, file).catch(() => undefined);
    return target?.isLinked === true ? target.file : undefined;
  }

  viewOf(reading: ConfigReading): ConfigView {
    return this.#view(reading, this.#resolve());
  }

  /** Worked out once for a reading and an OpenClaw: one change of the config asks several times. Whose accounts are the same is seen by identity. */
  #view(reading: ConfigReading, { paths, release: seen }: DetectedOpenClaw): ConfigView {
    const { clock, env } = this.#deps;
    const detected = { paths, release: withConfigVersion(seen, valueAt(reading.value, lastTouchedVersion)) };
    const key = JSON.stringify(detected);
    const known = this.#views.get(reading);
    const view =
      known?.asked === key
        ? known.view
        : readConfigView({ reading, ...detected, env, readAtMs: clock.now() });
    if (view !== known?.view) this.#views.set(reading, { asked: key, view });
    return { ...view, readAtMs: clock.now() };
  }

  async #readFiles(paths: OpenClawPaths): Promise<ConfigReading> {
    const { clock, env } = this.#deps;
    const options = {
      path: paths.configPath,
      env,
      envFile: path.join(paths.stateDir, '.env'),
      clock,
      files: this.#files,
    };
    const reading = await readConfig(options);
    if (reading.status !== 'missing' || this.#good?.path !== reading.path) return reading;
    await new Promise<void>((resolve) => {
      realTimeClock(clock).after(replacedDelayMs, resolve);
    });
    return readConfig(options);
  }

  async #read(): Promise<ConfigView> {
    const { dispatch, onRead } = this.#deps;
    const detected = this.#resolve();
    const { paths, release } = detected;
    this.#release = release;
    // Watched before it is read: what changes in between is read again.
    if (this.#reading?.path !== paths.configPath) await this.#watch([paths.configPath], paths);
    const found = await this.#readFiles(paths);
    const reading =
      this.#reading !== undefined && isSameReading(this.#reading, found) ? this.#reading : found;
    const view = withLastGood(this.#view(reading, detected), this.#good);
    if (this.#stopping.signal.aborted) return view;
    await this.#watch(reading.files, paths);
    this.#reading = reading;
    if (view.status === 'ready') this.#good = view;
    dispatch({ type: 'config/read', config: view });
    onRead?.(view);
    return view;
  }

  /** The files themselves, what links lead to, and the places a config would be preferred from if it appeared. */
  async #watch(files: readonly string[], { candidates, configPath }: OpenClawPaths): Promise<void> {
    const chosen = candidates.indexOf(configPath);
    const preferred = chosen > 0 && existsSync(configPath) ? candidates.slice(0, chosen) : [];
    const targets = await Promise.all(files.map((file) => this.#files.realPath(file)));
    this.#watches.follow([...files, ...targets, ...preferred]);
  }
}

/** Starts nothing yet. */
export const createConfigService = (deps: ConfigServiceDeps): ConfigService => new ConfigFromFiles(deps);
