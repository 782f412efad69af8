// What is said of the gateway's database, where it is not read.
import { type ErrorView, shown, view } from '../shared/error-view.ts';

export const databaseSentences = {
  absent: (): ErrorView =>
    view(
      'not-found',
      'There is no database of a gateway yet.',
      'It is made when the gateway is first started; this is seen by itself.',
    ),
  /** There is no database to read, and no connection. */
  notConnected: (): ErrorView =>
    view(
      'gateway-down',
      'What this gateway hears is told over a connection to it, and there is none.',
      'It is shown once the gateway runs and lets this console in.',
    ),
  /** Why the gateway gave a message up, where it does not say. */
  noReason: 'it does not say why',

  noSqlite: (version: string): ErrorView =>
    view(
      'unsupported-here',
      `This Node (${shown(version)}) cannot read the gateway's database.`,
      'Use Node 22.13 or newer.',
    ),
  otherVersion: (version: number, missing?: string): ErrorView =>
    view(
      'unsupported-here',
      `The gateway's database is of a version that is not known here (${version}), so it is not read.`,
      'What the gateway tells of its sessions takes its place; a newer zalouser-tui may know it.',
      missing === undefined ? undefined : `no ${missing}`,
    ),
  othersDatabase: (file: string): ErrorView =>
    view(
      'foreign-owner',
      `${shown(file)} belongs to another user, and no gateway has it open: to read it now could keep the gateway out.`,
      'Start the gateway first, or run this as its user.',
    ),
  unreadable: (file: string, detail: string): ErrorView =>
    view(
      'store-unreadable',
      `The gateway's database ${shown(file)} cannot be read.`,
      'Run this as the user the gateway runs as.',
      detail,
    ),
} as const;
