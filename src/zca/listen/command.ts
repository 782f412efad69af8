// `zca listen` over zca-js.
import { type Profile, readCredentials } from '../home.ts';
import type { Host } from '../host.ts';
import { createMediaStore, mediaDirOf } from './media.ts';
import { type ListenFlags, runListener } from './run.ts';
import { createZaloSource } from './zalo-source.ts';

/** Shares one session of Zalo's. @returns the exit code */
export const runListen = async (
  profile: Profile,
  host: Host,
  flags: ListenFlags,
  wordsOf: (error: unknown) => string,
): Promise<number> => {
  if ((await readCredentials(profile)) === undefined) {
    await host.complain(`Error: Profile "${profile.name}" has no credentials. Run: auth login`);
    return 1;
  }
  const complain = (text: string): void => void host.complain(text);
  // zca-js takes a tenth of a second to load: whoever joins needs it only to take over.
  const loading = async () => import('../session.ts');
  return runListener(profile, host, flags, {
    create: ({ heardFile }) =>
      createZaloSource({
        profile,
        heardFile,
        media: createMediaStore(mediaDirOf(host.env, host.cwd, profile.name), host.env, complain),
        keepAlive: flags.keepAlive,
        recycleMs: flags.recycleMs,
        open: async (opened, signal) => (await loading()).openSession(opened, signal, { selfListen: true }),
        wordsOf,
      }),
    prepare: () => void setTimeout(() => void loading(), 200).unref(),
  });
};
