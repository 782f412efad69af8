// Who is asked for the people and groups of an account: zca where the gateway drives it, else the gateway, which holds the session itself.
import type { Group, Member, Peer, Self } from '../model/people.ts';
import type { OpenClawCli } from '../openclaw/cli/client.ts';
import type { GatewayCall, GatewayClient } from '../openclaw/gateway-client/model.ts';
import { openclawSentences } from '../openclaw/words.ts';
import { AppError, toErrorView } from '../shared/error.ts';
import type { ErrorCode, ErrorView } from '../shared/error-view.ts';
import type { AccountId, GroupId, ProfileName } from '../shared/ids.ts';
import { createLimit } from '../shared/run-in-turn.ts';
import { groupsIn, selfIn, type Zca } from '../zca/client.ts';
import { isRecord, type Parsed } from '../zca/fields.ts';
import { peersIn } from '../zca/parse.ts';
import { directorySentences as words } from './words.ts';

/** How a list may be asked for. */
export interface Asking {
  readonly signal: AbortSignal;
  /** Called when only a command of some twenty seconds can answer, with why. True: it is run. Default: it is not. */
  readonly mayTakeSeconds: (why: ErrorView) => boolean;
}

/** Answers with parsed lists, or throws AppError; {@link SlowOnly} where a command could answer that may not be run. */
export interface DirectorySource {
  peers(accountId: AccountId, asking: Asking): Promise<readonly Peer[]>;
  groups(accountId: AccountId, asking: Asking): Promise<readonly Group[]>;
  members(accountId: AccountId, groupId: GroupId, asking: Asking): Promise<readonly Member[]>;
  /** Who is on Zalo by that name or number; absent where only friends can be looked up. */
  find?(accountId: AccountId, query: string, signal: AbortSignal): Promise<readonly Peer[]>;
  /** Renews what {@link DirectorySource.find} looks in; absent where there is nothing to renew. */
  renew?(accountId: AccountId, signal: AbortSignal): Promise<void>;
  /** Who the account is; absent where the check of the account tells. */
  self?(accountId: AccountId, signal: AbortSignal): Promise<Self>;
}

/** Nothing was asked: a command of some twenty seconds could answer. Its view says why only that. */
export class SlowOnly extends AppError {}

/** @param zca throws AppError if none was found */
export const zcaSource = (
  zca: () => Pick<Zca, 'peers' | 'groups' | 'members' | 'findPeers' | 'cacheRefresh'>,
  profileOf: (accountId: AccountId) => ProfileName,
): DirectorySource => ({
  peers: async (id, { signal }) => zca().peers(profileOf(id), signal),
  groups: async (id, { signal }) => zca().groups(profileOf(id), signal),
  members: async (id, groupId, { signal }) => zca().members(profileOf(id), groupId, signal),
  find: async (id, query, signal) => zca().findPeers(profileOf(id), query, signal),
  renew: async (id, signal) => zca().cacheRefresh(profileOf(id), signal),
});

/** `tools.invoke` of the plugin's tool. It takes the profile, not the account, and asks Zalo through the session of the gateway. */
const toolCall = (action: 'friends' | 'groups' | 'me', profile: ProfileName): GatewayCall => ({
  method: 'tools.invoke',
  params: { name: 'zalouser', args: { action, profile } },
  scope: 'write',
});

const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

/**
 * What the tool answered. That the tool is hidden stands in an answer that was well received, and so does that Zalo was not reached.
 * @throws AppError `not-permitted`, `not-logged-in`, `command-failed`, `garbage-output`
 */
const detailsOf = (payload: unknown, accountId: AccountId): unknown => {
  const { ok, error, output } = isRecord(payload) ? payload : { ok: undefined, error: {}, output: {} };
  if (ok === false) {
    const said = isRecord(error) ? error : {};
    const detail = textOf(said['message']);
    throw new AppError(
      said['code'] === 'not_found' || said['code'] === 'forbidden' || said['code'] === 'requires_approval'
        ? words.toolHidden(detail)
        : words.notAnswered(accountId, detail),
    );
  }
  const details = isRecord(output) ? output['details'] : undefined;
  const problem = isRecord(details) ? textOf(details['error']) : undefined;
  if (problem === undefined) return details;
  throw new AppError(
    /No saved Zalo session/iu.test(problem)
      ? words.notLoggedIn(accountId, problem)
      : words.notAnswered(accountId, problem),
  );
};

const parsed = <Value>({ ok, ...rest }: Parsed<Value>): Value => {
  if (ok && 'value' in rest) return rest.value;
  throw new AppError(openclawSentences.errors.garbageOutput({ what: 'tools.invoke zalouser', detail: '…' }));
};

/** There is no connection, or this one cannot or may not ask: the command needs none. */
const withoutGateway: ReadonlySet<ErrorCode> = new Set([
  'gateway-down',
  'gateway-refused',
  'timed-out',
  'unsupported-call',
  'not-permitted',
]);

export type DirectoryCli = Pick<OpenClawCli, 'directoryPeers' | 'directoryGroups' | 'directoryMembers'>;

/**
 * Friends, groups and the account itself by the connection (some 20 ms); where that cannot be, and for the members of a group, by the
 * command, one at a time: each takes a processor for some 13 s.
 * @param cli throws AppError `openclaw-not-found` where there is none
 */
export const gatewaySource = (
  client: GatewayClient,
  cli: () => DirectoryCli,
  profileOf: (accountId: AccountId) => ProfileName,
): DirectorySource => {
  const oneCommand = createLimit(1);

  const ask = async <Value>(
    action: 'friends' | 'groups' | 'me',
    accountId: AccountId,
    read: (details: unknown) => Parsed<Value>,
    signal: AbortSignal,
  ): Promise<Value> =>
    parsed(read(detailsOf(await client.call(toolCall(action, profileOf(accountId)), signal), accountId)));

  /** Without the program there is nothing to offer: what is told is why it would have been needed. */
  const programFor = (why: ErrorView): DirectoryCli => {
    try {
      return cli();
    } catch (error) {
      throw new AppError(words.noProgram(why, toErrorView(error)), { cause: error });
    }
  };

  const byCommand = async <Value>(
    why: ErrorView,
    { signal, mayTakeSeconds }: Asking,
    run: (of: DirectoryCli) => Promise<Value>,
  ): Promise<Value> => {
    const program = programFor(why);
    if (!mayTakeSeconds(why)) throw new SlowOnly(words.slowOnly(why));
    return oneCommand(() => run(program), signal);
  };

  const orByCommand = async <Value>(
    fast: () => Promise<Value>,
    asking: Asking,
    run: (of: DirectoryCli) => Promise<Value>,
  ): Promise<Value> => {
    try {
      return await fast();
    } catch (error) {
      if (asking.signal.aborted || !(error instanceof AppError) || !withoutGateway.has(error.code))
        throw error;
      return byCommand(error.view, asking, run);
    }
  };

  return {
    peers: (id, asking) =>
      orByCommand(
        () => ask('friends', id, (details) => peersIn(details, 'list'), asking.signal),
        asking,
        (program) => program.directoryPeers(id, asking.signal),
      ),
    groups: (id, asking) =>
      orByCommand(
        () => ask('groups', id, groupsIn, asking.signal),
        asking,
        (program) => program.directoryGroups(id, asking.signal),
      ),
    members: (id, groupId, asking) =>
      byCommand(words.noMembersCall(), asking, (program) =>
        program.directoryMembers(id, groupId, asking.signal),
      ),
    self: (id, signal) => ask('me', id, selfIn, signal),
  };
};
