import type { Account } from '../model/account.ts';
import type { Finding } from '../model/finding.ts';
import type { Release } from '../openclaw/capabilities.ts';
import type { AccountId } from '../shared/ids.ts';
import type { ChannelSettings } from './places.ts';

/** What was read from the OpenClaw config; the parts that could be read work even while others are broken. */
export interface ConfigView {
  readonly status: 'unread' | 'ready' | 'missing' | 'broken';
  /** The active config file, absolute. */
  readonly path: string;
  readonly stateDir: string;
  readonly credentialsDir: string;
  /** Which OpenClaw is here, and what it does. */
  readonly release: Release;
  readonly readAtMs?: number;
  /** Is `channels.zalouser` there at all? Without it groups are blocked, but for the oldest releases. */
  readonly hasSection: boolean;
  readonly channelEnabled: boolean;
  /** `plugins.entries.zalouser.enabled`; absent = the plugin's default (bundled: disabled). */
  readonly pluginEnabled?: boolean;
  /** `commands.config` is on: command owners may change the config by commands in chats. */
  readonly allowsCommandEdits?: true;
  /** `gateway.port`, if the config has one. */
  readonly gatewayPort?: number;
  /** `gateway.mode` is `remote`: the gateway runs on another machine. */
  readonly isGatewayRemote?: true;
  /** `logging.level` and `logging.file`, if the config says so. */
  readonly logLevel?: string;
  readonly logFile?: string;
  readonly defaultAccountId: AccountId;
  /** In the order the config lists them; the implicit `default` if none is listed. */
  readonly accounts: readonly Account[];
  readonly findings: readonly Finding[];
  /** File and line of every setting of the accounts that is written down, by its `path`. Absent while nothing was read. */
  readonly places?: Readonly<Record<string, NonNullable<Finding['place']>>>;
  /** The switches above the accounts. Absent while nothing was read. */
  readonly channel?: ChannelSettings;
  /** The files the config is made of, the main one first, included ones that cannot be read too. Absent while nothing was read. */
  readonly files?: readonly string[];
  /** Every file that says something about a setting (or holds the entry of an account), strongest first, by path. */
  readonly owners?: Readonly<Record<string, readonly NonNullable<Finding['place']>[]>>;
}
