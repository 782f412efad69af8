// The programs of a simulated world: small scripts that know their world, so that they need no variable of the console's environment.
import { writeFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';

/** First argument of the program that is the simulated gateway, and of the one that is the simulated `openclaw`. */
export const gatewayProcess = '__gateway';
export const openclawProgram = '__openclaw';

const scriptText = (zcaDir: string, script: string, role?: string): string =>
  `// Runs the simulated ${role ?? 'zca'}. Made for one run of the console.\nprocess.env.ZALOUSER_DEMO_DIR = ${JSON.stringify(zcaDir)};\n` +
  (role === undefined ? '' : `process.argv.splice(2, 0, ${JSON.stringify(role)});\n`) +
  `await import(${JSON.stringify(pathToFileURL(script).href)});\n`;

const shellQuoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

/** Where the programs stand. */
export interface Launchers {
  readonly zcaPath: string;
  readonly gatewayPath: string;
  readonly openclawPath: string;
}

/** Writes them. `openclaw` is a program as found on a PATH, for a system that has `sh`; beside it stands its script. */
export const writeLaunchers = async (launchers: Launchers, zcaDir: string, script: string): Promise<void> => {
  const { zcaPath, gatewayPath, openclawPath } = launchers;
  const mode = 0o600;
  await writeFile(zcaPath, scriptText(zcaDir, script), { mode });
  await writeFile(gatewayPath, scriptText(zcaDir, script, gatewayProcess), { mode });
  await writeFile(`${openclawPath}.mjs`, scriptText(zcaDir, script, openclawProgram), { mode });
  const command = [process.execPath, `${openclawPath}.mjs`].map(shellQuoted).join(' ');
  await writeFile(openclawPath, `#!/bin/sh\nexec ${command} "$@"\n`, { mode: 0o700 });
};
