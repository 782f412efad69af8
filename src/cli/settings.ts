// What this console remembers between runs. A file that cannot be read is set aside, never a reason not to start.

import { existsSync, readFileSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import Conf from 'conf';
import * as v from 'valibot';
import {
  accountId,
  dmPolicies,
  groupPolicies,
  profileName,
  type SetUpDraft,
  type SetUpEntry,
} from '../core/faces.ts';
import { screenNames } from '../tui/state/ui-state.ts';
import { notificationModes } from '../tui/terminal/notification-mode.ts';
import { fileProblem } from './paths.ts';
import { cliSentences } from './words.ts';

// What is remembered of the set-up assistant between runs: the answers, nothing of what was done with them.

// Longer than anything a picker takes: one answer too many must not cost all of them.
const text = v.pipe(v.string(), v.minLength(1), v.maxLength(10_000));
const entry = v.pipe(
  v.object({ entry: text, name: v.optional(text) }),
  v.transform(({ entry: kept, name }): SetUpEntry => ({ entry: kept, name })),
);
const answeredEntries = v.pipe(v.array(entry), v.maxLength(100_000));

const setUpSchema = v.pipe(
  v.object({
    accountId: v.optional(v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9_-]{0,63}$/u))),
    profile: v.optional(v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]+$/u), v.maxLength(100))),
    dm: v.optional(v.object({ policy: v.picklist(dmPolicies), people: answeredEntries })),
    groups: v.optional(v.object({ policy: v.picklist(groupPolicies), entries: answeredEntries })),
  }),
  v.transform(
    ({ accountId: id, profile, dm, groups }): SetUpDraft =>
      id === undefined
        ? {}
        : {
            accountId: accountId(id),
            ...(profile === undefined ? {} : { profile: profileName(profile) }),
            ...(dm === undefined ? {} : { dm }),
            ...(groups === undefined ? {} : { groups }),
          },
  ),
);

/** The answers alone: a test that runs, and what the gateway did, belong to this run. */
export const answersOf = ({
  effect: _effect,
  testSinceMs: _testSinceMs,
  isLoggingIn: _isLoggingIn,
  ...answers
}: SetUpDraft): SetUpDraft => answers;

const entries = {
  /** Account id, or `all`. */
  lastAccount: v.pipe(v.string(), v.minLength(1), v.maxLength(100)),
  lastScreen: v.picklist(screenNames),
  /** Which notifications of the desktop the terminal is asked for. */
  notifications: v.picklist(notificationModes),
  /** What those who are let in are told: one message. */
  approvalText: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(2_000)),
  palette: v.picklist(['default', 'colour-blind', 'mono']),
  zcaPath: v.pipe(v.string(), v.minLength(1)),
  /** Messages the feed keeps. */
  feedCapacity: v.pipe(v.number(), v.integer(), v.minValue(100), v.maxValue(200_000)),
  /** Nothing is changed from this console. */
  readOnly: v.boolean(),
  /** Gateways of other hosts, by the name they are called by: `--gateway NAME`. */
  gateways: v.record(
    v.string(),
    v.object({
      url: v.pipe(v.string(), v.minLength(1), v.maxLength(2_000)),
      tokenFile: v.optional(v.pipe(v.string(), v.minLength(1))),
      ssh: v.optional(v.pipe(v.string(), v.minLength(1))),
    }),
  ),
  /** What was answered in the set-up assistant. */
  setUp: setUpSchema,
} as const;

type Entries = typeof entries;
type Mutable = { -readonly [Key in keyof Entries]?: v.InferOutput<Entries[Key]> };

/** The settings; an absent one means the default. */
export type Settings = Readonly<Mutable>;

export interface SettingsStore {
  get(): Settings;
  /** Remembers; never throws. What cannot be written is kept for this run and told once in {@link notices}. */
  save(change: Settings): void;
  /** Sentences about settings that were not usable, in the order they came up. */
  notices(): readonly string[];
}

export const settingsFileName = 'settings.json';
const words = cliSentences;

/** Settings that are forgotten at the end: for the demo, and where the file cannot be used. */
export const memorySettings = (notices: readonly string[] = []): SettingsStore => {
  let settings: Settings = {};
  return {
    get: () => settings,
    save: (change) => {
      settings = { ...settings, ...change };
    },
    notices: () => notices,
  };
};

/** True for JSON that is an object; a missing file counts as an empty one. */
const isUsable = (file: string): boolean => {
  if (!existsSync(file)) return true;
  const facts = statSync(file);
  // A pipe would be waited for.
  if (!facts.isFile() && !facts.isDirectory())
    throw Object.assign(new Error('no file'), { code: 'not a file' });
  const text = readFileSync(file, 'utf8');
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
};

const timestamp = (atMs: number): string => new Date(atMs).toISOString().replaceAll(/[-:]|\.\d+/g, '');

/** Takes what is valid, one value at a time, and says what is not. Unknown keys are a newer version's: left alone. */
const readValid = (stored: Readonly<Record<string, unknown>>): { settings: Settings; notices: string[] } => {
  const settings: Record<string, unknown> = {};
  const notices: string[] = [];
  for (const [name, schema] of Object.entries(entries)) {
    if (stored[name] === undefined) continue;
    const result = v.safeParse(schema, stored[name]);
    if (result.success) settings[name] = result.output;
    else notices.push(words.settingInvalid(name));
  }
  return { settings: settings as Settings, notices };
};

/** What is valid in the `settings.json` of `dir`, for somebody who only looks: nothing is written, moved or said. Never throws. */
export const readSettings = (dir: string): Settings => {
  try {
    const file = join(dir, settingsFileName);
    if (!statSync(file).isFile()) return {};
    const stored: unknown = JSON.parse(readFileSync(file, 'utf8'));
    return typeof stored === 'object' && stored !== null ? readValid({ ...stored }).settings : {};
  } catch {
    return {};
  }
};

/**
 * Opens `settings.json` in `dir` with conf (mode 0600, written atomically). A broken file is renamed to
 * `settings.json.broken-<time>`; an unreadable or unwritable folder gives settings for this run only. Never throws.
 */
export const openSettings = (dir: string, nowMs = Date.now()): SettingsStore => {
  const file = join(dir, settingsFileName);
  const notices: string[] = [];
  try {
    if (!isUsable(file)) {
      const aside = `${file}.broken-${timestamp(nowMs)}`;
      renameSync(file, aside);
      notices.push(words.settingsBroken(aside));
    }
    const conf = new Conf<Record<string, unknown>>({
      cwd: dir,
      configName: 'settings',
      configFileMode: 0o600,
      accessPropertiesByDotNotation: false,
    });
    const valid = readValid(conf.store);
    for (const notice of valid.notices) notices.push(notice);
    return confSettings(conf, valid.settings, notices);
  } catch (error) {
    return memorySettings([...notices, words.settingsUnreadable(file, fileProblem(error))]);
  }
};

const confSettings = (
  conf: Conf<Record<string, unknown>>,
  initial: Settings,
  notices: string[],
): SettingsStore => {
  let settings = initial;
  let isWritable = true;
  return {
    get: () => settings,
    save: (change) => {
      settings = { ...settings, ...change };
      if (!isWritable) return;
      try {
        conf.set({ ...change });
      } catch (error) {
        isWritable = false;
        notices.push(words.settingsUnwritable(conf.path, fileProblem(error)));
      }
    },
    notices: () => notices,
  };
};

/**
 * Puts the settings file aside as `settings.json.old` and returns where, or undefined if there was none.
 * @throws the error of the file system
 */
export const resetSettings = (dir: string): string | undefined => {
  const file = join(dir, settingsFileName);
  if (!existsSync(file)) return undefined;
  renameSync(file, `${file}.old`);
  return `${file}.old`;
};
