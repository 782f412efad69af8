// The OpenClaw files of the simulated world: a config as a person would write it, and the approved senders. Pure.
import { demoStrangers, friend, group } from './people.ts';

const quoted = (text: string): string => `'${text.normalize('NFC')}'`;

const listed = (number: number): string =>
  `${quoted(friend(number).id)}, // ${friend(number).displayName.normalize('NFC')}`;

/**
 * `openclaw.json` (JSON5). The policies are chosen so that the feed shows most verdicts: strangers get a code on
 * `default` and are dropped on `work`; groups are listed, switched off, not listed, or all dropped.
 */
export const demoConfigText = (): string => `// OpenClaw configuration of the simulated world.
// Change it as you like: nothing here is real, and it is deleted when the console ends.
{
  gateway: {
    mode: 'local',
    auth: { mode: 'token', token: 'demo-token-of-no-value' },
  },

  plugins: {
    entries: { zalouser: { enabled: true } },
  },

  channels: {
    zalouser: {
      enabled: true,
      defaultAccount: 'default',

      // Base settings: every account starts from these.
      dmPolicy: 'pairing', // a stranger gets a code, you approve it
      groupPolicy: 'allowlist', // only the groups below

      accounts: {
        // The flower shop: logged in.
        default: {
          name: 'Shop',
          profile: 'default',
          allowFrom: [
            ${listed(1)}
            'zalouser:${friend(17).id}', // the shipping company, with the channel's prefix
            ${quoted(friend(2).displayName)}, // a name: the gateway looks it up when its listener starts
          ],
          groups: {
            ${quoted(group(1).id)}: { allow: true }, // ${group(1).name}
            ${quoted(group(3).id)}: {
              // ${group(3).name}: the agent may read here, but not run anything
              allow: true,
              tools: { deny: ['exec', 'write'] },
            },
            ${quoted(group(8).id)}: {},
            ${quoted(group(6).id)}: { allow: false }, // ${group(6).name.normalize('NFC')}: muted for now
          },
        },

        // The office: needs a log-in (press l on it).
        work: {
          name: 'Office',
          profile: 'work',
          dmPolicy: 'allowlist', // nobody but these; no codes are sent
          allowFrom: [
            ${listed(4)}
            ${listed(8)}
          ],
          groupPolicy: 'disabled',
        },
      },
    },
  },
}
`;

/** Friends the shop approved by code long ago: numbers 18 to 21 and 24. */
export const approvedAtStart: readonly string[] = [18, 19, 20, 21, 24].map((number) => friend(number).id);

/** A file of the pairing store as OpenClaw 2026.2.26 writes it: two spaces, a newline at the end. */
export const storeText = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

/** The stranger whose request waits when the console opens. */
export const firstStranger = demoStrangers[0];
