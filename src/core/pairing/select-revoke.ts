import type { ConsoleState } from '../state.ts';
import { isPairingInFiles } from './files.ts';

/**
 * How an approval is taken back, or given again unasked. `files`: the store is written. `command`: by OpenClaw's own command, over the
 * connection. `switch`: the same, but `commands.config` must be on for it. `no-connection`: only over a connection, and there is none.
 */
export type RevokeWay = 'files' | 'command' | 'switch' | 'no-connection';

/** The way there is now. */
export const revokeWay = ({ config, connection }: ConsoleState): RevokeWay => {
  if (isPairingInFiles(config)) return 'files';
  if (connection.status !== 'open') return 'no-connection';
  return config.allowsCommandEdits === true ? 'command' : 'switch';
};
