// The programs of a simulated world: small scripts that know their world, so that they need no variable of the console's environment.
import { writeFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';

/** Where the programs stand, and what they have to know. */
export interface Launchers {
  readonly zcaDir: string;
  readonly stateDir: string;
  readonly configPath: string;
  readonly zcaPath: string;
  readonly openclawPath: string;
}

const launcherText = (program: string, env: Readonly<Record<string, string>>, script: string): string =>
  [
    `// Runs the simulated ${program}. Made for one run of the console.`,
    ...Object.entries(env).map(([name, value]) => `process.env.${name} = ${JSON.stringify(value)};`),
    `await import(${JSON.stringify(pathToFileURL(script).href)});\n`,
  ].join('\n');

/** Writes them. */
export const writeLaunchers = async (launchers: Launchers, scripts: { readonly zca: string; readonly openclaw: string }): Promise<void> => {
  const { zcaDir, stateDir, configPath, zcaPath, openclawPath } = launchers;
  const options = { mode: 0o600 };
  const world = { ZALOUSER_DEMO_DIR: zcaDir };
  const openclaw = { ...world, OPENCLAW_STATE_DIR: stateDir, OPENCLAW_CONFIG_PATH: configPath };
  await writeFile(zcaPath, launcherText('zca', world, scripts.zca), options);
  await writeFile(openclawPath, launcherText('openclaw', openclaw, scripts.openclaw), options);
};
