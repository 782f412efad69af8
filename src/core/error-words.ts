import { filePermissionSentences } from './doctor/words.ts';
import { exportErrors } from './feed/words.ts';
import { connectionErrors } from './openclaw/gateway-client/words.ts';
import { fileErrors, openclawSentences } from './openclaw/words.ts';
import { type ErrorCode, type ErrorView, shown, view } from './shared/error-view.ts';
import { configWriteErrors } from './system/write-words.ts';
import { zcaErrors } from './zca/words.ts';

/** `zca-not-found` → `zcaNotFound`. */
type FunctionName<Code extends string> = Code extends `${infer First}-${infer Rest}`
  ? `${First}${Capitalize<FunctionName<Rest>>}`
  : Code;

/** What can go wrong with the console itself: how it was called, where it runs, its own settings. */
const programErrors = {
  /** `setAsideAs`: where the broken file was moved to. */
  settingsBroken: ({
    file,
    setAsideAs,
    detail,
  }: {
    file: string;
    setAsideAs?: string | undefined;
    detail?: string | undefined;
  }): ErrorView =>
    view(
      'settings-broken',
      `The settings file ${shown(file)} was damaged; the console starts with fresh settings.`,
      setAsideAs === undefined
        ? 'Run with --reset-settings to replace it.'
        : `The old file is kept as ${shown(setAsideAs)}.`,
      detail,
    ),

  /** `problem`: a full sentence; `suggestion`: the next step, such as `Did you mean --screen feed?`. */
  badUsage: ({ problem, suggestion }: { problem: string; suggestion?: string | undefined }): ErrorView =>
    view(
      'bad-usage',
      shown(problem),
      suggestion === undefined ? 'See zalouser-tui --help.' : shown(suggestion),
    ),

  /** `instead`: one-shot commands that work without a terminal. */
  notATerminal: ({ instead }: { instead?: readonly string[] | undefined } = {}): ErrorView =>
    view(
      'not-a-terminal',
      'The console needs a terminal, and this is not one.',
      instead === undefined || instead.length === 0
        ? 'Run it in a terminal window.'
        : `Run it in a terminal window, or use: ${instead.map(shown).join(', ')}.`,
    ),

  oldNode: ({ version, needed }: { version: string; needed: string }): ErrorView =>
    view(
      'old-node',
      `Node ${shown(version)} is too old; the console needs ${shown(needed)} or newer.`,
      'Install a newer Node, for example from nodejs.org.',
    ),

  /** The console was told to change nothing. */
  readOnly: (): ErrorView =>
    view(
      'read-only',
      'This console only reads: it changes nothing.',
      'It was started with --read-only, or its settings or ZALOUSER_TUI_READ_ONLY say so.',
    ),

  /** The same thing is under way already. `what`: a clause, such as `This request is being decided`. */
  busy: ({ what }: { what?: string | undefined } = {}): ErrorView =>
    view('busy', `${shown(what ?? 'This is being done')} already.`, 'Wait a moment.'),

  /** `what` is not possible here, because `why` (a clause, such as `this OpenClaw keeps approvals in its database`). */
  unsupportedHere: ({
    what,
    why,
    hint,
  }: {
    what: string;
    why: string;
    hint?: string | undefined;
  }): ErrorView => view('unsupported-here', `${shown(what)} is not possible here: ${shown(why)}.`, hint),

  openclawNotFound: openclawSentences.errors.openclawNotFound,
  gatewayDown: openclawSentences.errors.gatewayDown,
  gatewayRefused: connectionErrors.refused,
  notPermitted: openclawSentences.errors.notPermitted,
  modeNotChanged: filePermissionSentences.notClosed,

  internal: (detail: string): ErrorView =>
    view(
      'internal',
      'Something went wrong inside the console.',
      'Run again with --debug --log FILE and report the log.',
      detail,
    ),
} as const;

/**
 * One function for every error code; each gives the sentence and the next step. Parameters may come from strangers: they are sanitised
 * here. Never pass a secret (token, cookie, QR text).
 */
export const errorSentences = {
  ...zcaErrors,
  ...fileErrors,
  ...configWriteErrors,
  ...exportErrors,
  ...programErrors,
} as const satisfies Record<FunctionName<ErrorCode>, (...parameters: never[]) => ErrorView>;
