// Before the contract suite: both generations installed and warmed up, or one line that says why they are skipped.
import type { TestProject } from 'vitest/node';
import { type InstalledOpenclaw, installOpenclaw, type OpenclawGeneration } from '../../../scripts/install-openclaw.ts';
import { openSystem } from './system.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Undefined: not installed, and the registry cannot be reached. */
    openclaw226: InstalledOpenclaw | undefined;
    openclaw96: InstalledOpenclaw | undefined;
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

const prepare = async (generation: OpenclawGeneration): Promise<InstalledOpenclaw | undefined> => {
  const startedAt = performance.now();
  const installation = await installOpenclaw(generation);
  if ('unreachable' in installation) {
    console.warn(`Skipped: ${installation.unreachable}`);
    return undefined;
  }
  await warmUp(installation);
  console.log(`OpenClaw ${installation.version} is ready (${Math.round((performance.now() - startedAt) / 1000)} s).`);
  return installation;
};

export const setup = async (project: TestProject): Promise<void> => {
  project.provide('openclaw226', await prepare('226'));
  project.provide('openclaw96', await prepare('96'));
};
