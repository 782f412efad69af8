// Taking an approval back, and giving it again, where it is in the gateway's database: by OpenClaw's own command `/allowlist`, which is sent to
// the gateway as a chat message of a session of ours (the gateway's live contract, Pairing).

import { randomUUID } from 'node:crypto';
import type { ConfigChanges } from '../access/changes.ts';
import type { PlannedChange } from '../config/change-request.ts';
import { reloadDanger } from '../feed/select-reload-danger.ts';
import { readLiveConfig } from '../gateway/config-force.ts';
import type { GatewayClient, GatewayEvent } from '../openclaw/gateway-client/model.ts';
import type { Clock } from '../shared/clock.ts';
import { AppError } from '../shared/error.ts';
import type { AccountId, UserId } from '../shared/ids.ts';
import { sanitizeLine } from '../shared/text/sanitize.ts';
import type { ConsoleState } from '../state.ts';
import { isRecord, recordField } from '../zca/fields.ts';
import { pairingSentences as words } from './words.ts';

/** What is changed in the list of those who were approved. */
export interface StoreEdit {
  readonly act: 'add' | 'remove';
  readonly accountId: AccountId;
  readonly senderId: UserId;
  /** The operator was asked: `commands.config` may be switched on for it, and off again. */
  readonly mayOpenCommands: boolean;
}

/** @throws AppError why it was not done, or what is left of it */
export type EditStore = (edit: StoreEdit, signal: AbortSignal) => Promise<void>;

export interface CommandEditsDeps {
  readonly client: GatewayClient;
  readonly clock: Clock;
  readonly changes: Pick<ConfigChanges, 'plan' | 'write' | 'undo'>;
  readonly getState: () => ConsoleState;
  /** Default: a random one. */
  readonly newKey?: () => string;
}

/** Where our commands are sent; it is deleted afterwards. */
const sessionKey = 'agent:main:zalouser-tui';
/** The command answers within 0.4 s. */
const replyWithinMs = 15_000;
/** So often it is asked whether it has (ms); a question takes 2 ms. */
const askEveryMs = 1_000;
/** The gateway takes a change up after 5 to 10 s; as long as a reply is running, not. */
export const inForceWithinMs = 90_000;

const textIn = (message: unknown): string => {
  const content = isRecord(message) ? message['content'] : undefined;
  const parts = Array.isArray(content) ? content.filter(isRecord) : [];
  return parts.map(({ text }) => (typeof text === 'string' ? text : '')).join('\n');
};

/** What ends the run of a command: its last word. */
const endOf = (
  { name, payload }: GatewayEvent,
  runs: ReadonlySet<unknown>,
): { readonly text: string } | undefined => {
  if (name !== 'chat' || !isRecord(payload) || !runs.has(payload['runId'])) return undefined;
  const { state, message, errorMessage } = payload;
  if (state === 'final') return { text: textIn(message) };
  return state === 'error' || state === 'aborted'
    ? { text: typeof errorMessage === 'string' ? errorMessage : String(state) }
    : undefined;
};

/** Only what can be one word of the command. @throws AppError */
const commandOf = ({ act, accountId, senderId }: StoreEdit): string => {
  if (!/^[\w-]{1,64}$/u.test(accountId) || !/^\w{1,64}$/u.test(senderId))
    throw new AppError(words.noWordOfCommand(senderId));
  return `/allowlist ${act} dm --store channel=zalouser account=${accountId} ${senderId}`;
};

/** What the gateway goes by now, not what stands in the file: may command owners change the config? */
const allowsEdits = async (client: GatewayClient, signal: AbortSignal): Promise<boolean> => {
  const answer = await client.call({ method: 'config.get', params: {}, scope: 'read' }, signal);
  const running = recordField(isRecord(answer) ? answer : {}, 'runtimeConfig');
  // `runtimeConfig` is the file's, too: it counts once that is in force.
  return recordField(running, 'commands')['config'] === true && readLiveConfig(answer).isInForce !== false;
};

export const createCommandEdits = (deps: CommandEditsDeps): EditStore => {
  const { client, clock, changes, getState, newKey = randomUUID } = deps;

  const pause = (ms: number, signal: AbortSignal): Promise<void> =>
    new Promise((resolve) => {
      const cancel = clock.after(ms, resolve);
      const end = (): void => {
        cancel();
        resolve();
      };
      signal.addEventListener('abort', end, { once: true });
    });

  /** The answer of the gateway to a command. @throws AppError */
  const run = async (message: string, signal: AbortSignal): Promise<string> => {
    const key = newKey();
    const runs = new Set<unknown>([key]);
    const heard: GatewayEvent[] = [];
    const ended = Promise.withResolvers<string | undefined>();
    const look = (): void => {
      const [end] = heard.flatMap((event) => endOf(event, runs) ?? []);
      if (end !== undefined) ended.resolve(end.text);
    };
    const stopHearing = client.onEvent((event) => {
      if (event.name !== 'chat') return;
      heard.push(event);
      look();
    });
    const giveUp = (): void => ended.resolve(undefined);
    const stopWaiting = clock.after(replyWithinMs, giveUp);
    signal.addEventListener('abort', giveUp, { once: true });
    try {
      const params = { sessionKey, message, idempotencyKey: key };
      const started = await client.call({ method: 'chat.send', params, scope: 'admin' }, signal);
      runs.add(recordField({ started }, 'started')['runId']);
      look();
      const text = await ended.promise;
      if (text === undefined) throw new AppError(words.commandUnanswered());
      return text;
    } finally {
      stopHearing();
      stopWaiting();
      signal.removeEventListener('abort', giveUp);
      // Ours alone, and of no use to anybody.
      const params = { key: sessionKey, deleteTranscript: true };
      await client.call({ method: 'sessions.delete', params, scope: 'admin' }).catch(() => undefined);
    }
  };

  const edit = async (message: string, signal: AbortSignal): Promise<void> => {
    const said = sanitizeLine(await run(message, signal), 300).trim();
    if (said.startsWith('✅')) return;
    throw new AppError(
      /edits are disabled/u.test(said) ? words.commandEditsOff() : words.commandRefused(said),
    );
  };

  /** As soon as the command is allowed. @throws AppError the change is written and not in force yet, or why it was not done */
  const onceOpen = async (work: () => Promise<void>, signal: AbortSignal): Promise<void> => {
    const untilMs = clock.now() + inForceWithinMs;
    while (!signal.aborted) {
      // Its channel begins anew, and perhaps the connection: whatever is asked meanwhile may fail.
      if (await allowsEdits(client, signal).catch(() => false)) {
        const isDone = await work().then(
          () => true,
          (error: unknown) => {
            if (error instanceof AppError && error.code === 'not-permitted') return false;
            throw error;
          },
        );
        if (isDone) return;
      }
      if (clock.now() >= untilMs) throw new AppError(words.commandsNotOpened(inForceWithinMs));
      await pause(askEveryMs, signal);
    }
    throw new AppError(words.commandUnanswered());
  };

  /** Takes exactly our write back. @throws AppError */
  const shut = async (change: PlannedChange): Promise<void> => {
    const { lastWrite } = getState();
    const isOurs = lastWrite?.file === change.file && lastWrite.summary === change.summary;
    const outcome = isOurs ? await changes.undo() : undefined;
    if (outcome?.ok !== true) throw new AppError(words.commandsLeftOpen(change.file));
  };

  const withCommandsOpen = async (work: () => Promise<void>, signal: AbortSignal): Promise<void> => {
    const rate = reloadDanger(getState(), clock.now());
    if (rate !== undefined) throw new AppError(words.tooBusyToReload(rate));
    const plan = await changes.plan({ type: 'set-command-edits', isAllowed: true });
    if (!plan.ok) throw new AppError(plan.error);
    const written = await changes.write(plan.change);
    if (!written.ok) throw new AppError(written.error);
    let failure: unknown;
    try {
      await onceOpen(work, signal);
    } catch (error) {
      failure = error;
    }
    // Whatever came of it: nobody is left with more than they had.
    await shut(plan.change);
    if (failure !== undefined) throw failure;
  };

  return async (wanted, signal) => {
    const message = commandOf(wanted);
    if (!client.isOpen()) throw new AppError(words.editNeedsConnection());
    if (await allowsEdits(client, signal)) return edit(message, signal);
    if (!wanted.mayOpenCommands) throw new AppError(words.commandEditsOff());
    return withCommandsOpen(() => edit(message, signal), signal);
  };
};
