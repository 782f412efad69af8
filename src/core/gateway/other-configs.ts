// Whether `openclaw` and the gateway's service read the config that is read here.
import { realpath } from 'node:fs/promises';
import path from 'node:path';
import type { GatewayReport } from '../openclaw/cli/parse-gateway.ts';
import { underHome } from '../shared/home-path.ts';

/** Absolute; undefined: the same one, or not told. */
export interface OtherConfigs {
  readonly ofProgram?: string;
  readonly ofService?: string;
}

/** @param homeDir what a `~` in the report stands for */
export const otherConfigs = async (
  { cliConfigPath, isServiceLoaded, serviceConfigPath }: GatewayReport,
  configPath: string,
  homeDir: string,
): Promise<OtherConfigs> => {
  const real = async (file: string): Promise<string> => {
    const absolute = path.resolve(underHome(file, homeDir));
    return realpath(absolute).catch(() => absolute);
  };
  const other = async (file: string | undefined): Promise<string | undefined> => {
    if (file === undefined) return undefined;
    const [theirs, ours] = await Promise.all([real(file), real(configPath)]);
    return theirs === ours ? undefined : theirs;
  };
  // Where there is no service, what is said of it is what it would be.
  const ofService = isServiceLoaded ? await other(serviceConfigPath) : undefined;
  const ofProgram = await other(cliConfigPath);
  return { ...(ofProgram === undefined ? {} : { ofProgram }), ...(ofService === undefined ? {} : { ofService }) };
};
