// Before the contract suite: one OpenClaw of each kind that is run installed and warmed up, or one line that says why it is skipped.
import type { TestProject } from 'vitest/node';
import {
  type InstalledOpenclaw,
  installOpenclaw,
  kindsToRun,
  type OpenclawKind,
} from '../../../scripts/install-openclaw.ts';
import { openSystem } from './system.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Undefined: not asked for, or not installed and the registry cannot be reached. */
    openclawA: InstalledOpenclaw | undefined;
    openclawB: InstalledOpenclaw | undefined;
    openclawC: InstalledOpenclaw | undefined;
    openclawD: InstalledOpenclaw | undefined;
  }
}

const warmUpDeadlineMs = 300_000;

/** The first command after an installation transpiles every plugin: a minute and more, once. */
const warmUp = async (openclaw: InstalledOpenclaw): Promise<void> => {
  const system = await openSystem(openclaw);
  try {
    await system.write(JSON.stringify(system.baseConfig));
    const { code, stdout, stderr } = await system.run(['plugins', 'list', '--json'], {}, warmUpDeadlineMs);
    if (code !== 0) throw new Error(`OpenClaw ${openclaw.version} does not run:\n${stdout}${stderr}`);
  } finally {
    await system.close();
  }
};

const prepare = async (kind: OpenclawKind): Promise<InstalledOpenclaw | undefined> => {
  const startedAt = performance.now();
  const installation = await installOpenclaw(kind);
  if ('unreachable' in installation) {
    console.warn(`Skipped: ${installation.unreachable}`);
    return undefined;
  }
  await warmUp(installation);
  console.log(
    `OpenClaw ${installation.version} is ready (${Math.round((performance.now() - startedAt) / 1000)} s).`,
  );
  return installation;
};

export const setup = async (project: TestProject): Promise<void> => {
  const kinds = kindsToRun(process.env['ZALOUSER_TUI_CONTRACT_ALL'] === '1');
  const get = async (kind: OpenclawKind) => (kinds.includes(kind) ? prepare(kind) : undefined);
  project.provide('openclawA', await get('a'));
  project.provide('openclawB', await get('b'));
  project.provide('openclawC', await get('c'));
  project.provide('openclawD', await get('d'));
};
