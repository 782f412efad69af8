/** Where approved senders and pairing requests are kept (the OpenClaw contract, section 4). */
export type PairingStoreKind =
  /** `zalouser-pairing.json`, and one `zalouser-allowFrom.json` for every account. */
  | 'unscoped-files'
  /** `zalouser-pairing.json`, and `zalouser-ACCOUNT-allowFrom.json`; for `default` the unscoped file counts, too. */
  | 'scoped-files'
  /** `state/openclaw.sqlite`. */
  | 'database';

/**
 * What an OpenClaw does, fact by fact. Each fact has a history of its own: none follows from another, and none from a month. Only
 * `openclaw/releases.ts` knows which release does what.
 */
export interface Capabilities {
  /** The plugin drives `zca` and has its listeners as children. False: it talks to Zalo itself, with sessions of its own. */
  readonly drivesZca: boolean;
  readonly pairingStore: PairingStoreKind;
  /** What the gateway calls `configured` is whether the account is logged in; else it says `linked` beside it. */
  readonly configuredMeansLoggedIn: boolean;
  /** `channels.pairing.list`, `approve` and `dismiss` of the gateway. */
  readonly hasPairingRpc: boolean;
  /** `web.login.start` and `web.login.wait` of the gateway take the channel that is meant; before that the first plugin with a log-in was taken. */
  readonly hasLoginRpc: boolean;
  /** Somebody who is approved can be put out again by the files; else by a command over the connection (`revokeWay`). */
  readonly canRevoke: boolean;
  /** Whose requests fill up the three that may wait: those of the channel, or those of the account. */
  readonly pendingPer: 'channel' | 'account';
  /** Approved senders get through under `dmPolicy: allowlist`, too. */
  readonly approvedCountUnderAllowlist: boolean;
  /** `dmPolicy: open`: everybody gets through, or only whom `allowFrom` covers. */
  readonly openMeans: 'everybody' | 'allow-from';
  /** A group gets an answer only where the account is mentioned or quoted, unless `requireMention` is false. */
  readonly mentionsCount: boolean;
  readonly groupAllowFromCounts: boolean;
  /** Who may write in a listed group (`groupPolicy: allowlist`) where `groupAllowFrom` names nobody. */
  readonly unnamedGroupSenders: 'anybody' | 'allow-from' | 'nobody';
  /** A group whose entry says no is blocked under `groupPolicy: open`, too. */
  readonly groupBlocksUnderOpen: boolean;
  /** Words such as `stop` are commands in a group, not only those with a slash. */
  readonly stopWordsCount: boolean;
  /** `accessGroup:NAME` in a list of people stands for the members of `accessGroups.NAME`. */
  readonly hasAccessGroups: boolean;
  /** Names in `allowFrom` and `groups` are mapped to ids when the listener starts; else only with `dangerouslyAllowNameMatching`. */
  readonly comparesNames: boolean;
  /** A group is also found by the name it has now; else only with `dangerouslyAllowNameMatching`. */
  readonly comparesGroupNames: boolean;
  /** `zalouser:*` is everybody, as `*` is. */
  readonly everyoneMayHavePrefix: boolean;
  /** The default group policy is written into every listed account: what is said further up reaches none. */
  readonly injectsGroupPolicy: boolean;
  /** Without `channels.zalouser` groups are blocked, whatever `channels.defaults` says. */
  readonly missingSectionBlocksGroups: boolean;
  /** `channels.zalouser` is held against its schema: what does not fit makes OpenClaw refuse the whole config. */
  readonly enforcesSection: boolean;
  /** `groups.*.allow` beside `groups.*.enabled`. */
  readonly knowsGroupAllow: boolean;
  /** `channels.defaults.heartbeatVisibility` and the settings that came with it. */
  readonly knowsLaterDefaults: boolean;
  /** The plugin comes with OpenClaw and is off until it is enabled; else it is installed from npm, and on. */
  readonly isPluginBundled: boolean;
  /** `plugins install` and `plugins enable` ask for `--accept-capabilities`. */
  readonly asksConsent: boolean;
  /** `gateway stop` asks for `--force`. */
  readonly stopNeedsForce: boolean;
  /** `openclaw config validate`. */
  readonly validatesConfig: boolean;
  /** What the command line prints, pairing codes too, goes into the log of the day. */
  readonly logsPrintedCodes: boolean;
  /** A change under `plugins` and in `channels.defaults` is applied without a restart of the gateway. */
  readonly reloadsPlugins: boolean;
  /** `gateway.reload.mode` knows `hot` and `restart` beside `off` and `hybrid`. */
  readonly hasAllReloadModes: boolean;
  /** Files that the config includes are watched as it is. */
  readonly watchesIncludes: boolean;
  /** `CLAWDBOT_STATE_DIR` and `CLAWDBOT_CONFIG_PATH` are honoured. */
  readonly honoursOldNames: boolean;
  /** Where a state folder is named but has no config, the config of the home folder is read. */
  readonly fallsBackHome: boolean;
  /** `ZALOUSER_PROFILE` comes before `ZCA_PROFILE`. */
  readonly honoursProfileName: boolean;
}

export type ReleaseSource =
  /** The running gateway: it decides. */
  | 'gateway'
  /** `openclaw --version`. */
  | 'binary'
  /** `meta.lastTouchedVersion`: the OpenClaw that last wrote the config. */
  | 'config'
  /** No version was told: the files that are there decide. */
  | 'files';

export interface Release {
  /** As it calls itself; absent where only files were seen. */
  readonly version?: string;
  readonly by: ReleaseSource;
  /** Newer than the newest that was checked: taken to behave as that one. */
  readonly isNewerThanKnown: boolean;
  readonly capabilities: Capabilities;
}
