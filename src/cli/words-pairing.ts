// What the pairing commands print that need no terminal.
import type { ErrorView } from '../core/shared/error-view.ts';
import { shown } from '../core/shared/words.ts';

const who = (name: string | undefined, id: string): string =>
  name === undefined ? `The person with the id ${id}` : `${name} (id ${id})`;

export const cliPairingSentences = {
  /** Below the requests of `pairing list`; the people follow, a line each. */
  approved: (count: number) => (count === 0 ? 'Nobody is approved by code.' : `${count} approved by code:`),
  approvedUnknown: 'This OpenClaw does not say who is approved by code.',
  namesUnread: (accounts: readonly string[]) =>
    `Names are not compared with the friends of ${accounts.join(', ')}: zca keeps no friend list of theirs here (zca auth cache-refresh makes one).`,

  done: {
    letIn: (name: string | undefined, id: string, account: string) =>
      `${who(name, id)} may now talk to the agent on ${account}.`,
    approve: (name: string | undefined, id: string, account: string) =>
      `${who(name, id)} is approved on ${account}.`,
    dismiss: (name: string | undefined, id: string, account: string) =>
      `The request of ${who(name, id)} on ${account} is dismissed.`,
    revoke: (name: string | undefined, id: string, account: string) =>
      `${who(name, id)} is no longer approved on ${account}.`,
  },
  told: 'They have been told.',

  /** While another program holds the lock on the store. */
  waits: (file: string | undefined, pid: number | undefined) =>
    `Waiting for ${pid === undefined ? 'another process' : `process ${pid}`}, which holds the lock on ${file ?? 'the pairing store'}.`,
  notDecided: (limitMs: number): ErrorView => ({
    code: 'timed-out',
    sentence: `Nothing had been decided after ${limitMs / 1_000} seconds.`,
    hint: 'See zalouser-tui pairing list, and try again.',
  }),

  ownerDanger: (code: string): ErrorView => ({
    code: 'unsupported-here',
    sentence:
      'No gateway answers, and the command that lets somebody in without one may make them the owner of all commands of the bot.',
    hint: `Start the gateway, or run it yourself: openclaw pairing approve zalouser ${code}`,
  }),
  notApproved: (id: string, account: string): ErrorView => ({
    code: 'not-found',
    sentence: `Nobody with the id ${id} was approved by code${account === 'all' ? '' : ` on ${account}`}.`,
    hint: 'zalouser-tui pairing list prints who was.',
  }),
  approvedOnSeveral: (id: string, accounts: readonly string[]): ErrorView => ({
    code: 'bad-usage',
    sentence: `${id} was approved on several accounts: ${accounts.join(', ')}.`,
    hint: 'Name one with --account ID.',
  }),
  noRevoke: (): ErrorView => ({
    code: 'unsupported-here',
    sentence: 'This OpenClaw offers no way to take an approval back, and does not say who is approved.',
    hint: 'Set dmPolicy to allowlist and list whom you want in allowFrom: approvals do not count then (zalouser-tui --screen access).',
  }),
  storeUnread: (): ErrorView => ({
    code: 'timed-out',
    sentence: 'The pairing requests have not been read.',
    hint: 'Try again.',
  }),

  /** Next steps that name a command where the console names a key. */
  hints: {
    otherAccount: (verb: string, code: string) =>
      `Run it without --account: zalouser-tui pairing ${verb} ${code}`,
    /** The command has waited as long as it may; whether the lock will ever go is not known. */
    stillLocked: (file: string) =>
      `Try again in half a minute. If it is locked still, and no program writes it, remove ${shown(file)}.lock.`,
  },
} as const;
