// The home, the environment and the port of one OpenClaw: made from nothing, next to nothing of the machine in it.
import { chmod, mkdir, mkdtemp, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { InstalledOpenclaw } from '../../../scripts/install-openclaw.ts';

const freePort = async (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      server.close(() => resolve(port));
    });
  });

/** Compiled code of OpenClaw and of its plugins, kept between homes: without it every start costs 45 s of transpiling. */
const compiledDir = ({ folder }: InstalledOpenclaw): string => join(folder, '.compiled');

/** Nothing of this machine but its programs; whatever wants to leave it meets a closed port. */
const environment = (
  openclaw: InstalledOpenclaw,
  home: string,
  port: number,
  zcaPort: string | undefined,
): Record<string, string> => ({
  HOME: home,
  PATH: [join(home, 'bin'), dirname(process.execPath), '/usr/local/bin:/usr/bin:/bin'].join(':'),
  TMPDIR: join(home, 'tmp'),
  LANG: 'en_US.UTF-8',
  TZ: 'UTC',
  NO_COLOR: '1',
  NODE_COMPILE_CACHE: join(compiledDir(openclaw), 'node'),
  NODE_OPTIONS: '--disable-warning=ExperimentalWarning',
  NODE_USE_ENV_PROXY: '1',
  HTTP_PROXY: 'http://127.0.0.1:9',
  HTTPS_PROXY: 'http://127.0.0.1:9',
  NO_PROXY: '127.0.0.1,localhost',
  // No second process in between: what is killed is what runs.
  OPENCLAW_NODE_OPTIONS_READY: '1',
  OPENCLAW_NO_RESPAWN: '1',
  OPENCLAW_GATEWAY_PORT: String(port),
  OPENCLAW_GATEWAY_TOKEN: 'contract',
  OPENCLAW_DISABLE_BONJOUR: '1',
  OPENCLAW_SKIP_BROWSER_CONTROL_SERVER: '1',
  OPENCLAW_SKIP_CANVAS_HOST: '1',
  OPENCLAW_SKIP_CRON: '1',
  OPENCLAW_SKIP_GMAIL_WATCHER: '1',
  ...(zcaPort === undefined ? {} : { CONTRACT_ZCA_PORT: zcaPort }),
});

const putZca = async (home: string): Promise<void> => {
  const file = join(home, 'bin', 'zca');
  const script = fileURLToPath(new URL('./zca.ts', import.meta.url));
  await writeFile(file, `#!/bin/sh\nexec '${process.execPath}' '${script}' "$@"\n`);
  await chmod(file, 0o755);
};

/** A home and the environment that leads there. */
export interface Surroundings {
  readonly home: string;
  readonly env: Readonly<Record<string, string>>;
}

/** What stands in an environment besides; `undefined` takes a variable out of it. */
export type Changes = Readonly<Record<string, string | undefined>>;

/** With the port of a desk there is a `zca` in the path; without one, none. */
export const makeSurroundings = async (
  openclaw: InstalledOpenclaw,
  zcaPort?: string,
  changes: Changes = {},
): Promise<Surroundings> => {
  const home = await mkdtemp(join(tmpdir(), 'zalouser-tui-contract-'));
  await Promise.all(['bin', 'tmp', '.openclaw'].map((name) => mkdir(join(home, name), { mode: 0o700 })));
  // Where its loader of TypeScript plugins keeps what it made.
  const transpiled = join(compiledDir(openclaw), 'jiti');
  await mkdir(transpiled, { recursive: true });
  await symlink(transpiled, join(home, 'tmp', 'jiti'));
  if (zcaPort !== undefined) await putZca(home);
  const env: Record<string, string | undefined> = {
    ...environment(openclaw, home, await freePort(), zcaPort),
    ...changes,
  };
  const set = Object.entries(env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]));
  return { home, env: Object.fromEntries(set) };
};
