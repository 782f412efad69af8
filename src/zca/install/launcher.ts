// What is written for the gateway under the name `zca`: a few lines of shell that run this program with the Node that runs it now. Pure.

/** By it a launcher of ours is known again: only such a file is ever replaced or removed. */
const signature = '# zca of zalouser-tui: “zalouser-tui zca uninstall” removes this file.';

/** What a launcher runs. */
export interface Launch {
  /** Absolute paths. */
  readonly node: string;
  readonly script: string;
  /** Another zca that ours is put in front of. */
  readonly behind?: string | undefined;
}

const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

/** The text of a launcher; one whose target has gone says how to mend it, with the exit code of a program that is not there. */
export const launcherText = ({ node, script, behind }: Launch): string =>
  [
    '#!/bin/sh',
    signature,
    `node=${quoted(node)}`,
    `script=${quoted(script)}`,
    'if [ ! -x "$node" ] || [ ! -f "$script" ]; then',
    '  echo "Error: what this zca runs has gone ($node $script). Mend it: npx zalouser-tui zca install; or remove it: rm $0" >&2',
    '  exit 127',
    'fi',
    `exec "$node" "$script" ${behind === undefined ? '' : `${quoted(`--behind=${behind}`)} `}"$@"`,
    '',
  ].join('\n');

/** Is it one of ours, of whatever release? */
export const isLauncher = (text: string): boolean => text.startsWith(`#!/bin/sh\n${signature}\n`);
