// Where openzca keeps its profiles (the zca contract, Files). zca-cli may keep them elsewhere.
import path from 'node:path';
import type { ProfileName } from '../shared/ids.ts';

/** Whose home it is. */
export interface ZcaHomeInput {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The user's home as the system knows it; `HOME` of `env` comes first, as for zca. */
  readonly homeDir: string;
}

/** `OPENZCA_HOME`, else `~/.openzca` (its README). */
export const zcaHome = ({ env, homeDir }: ZcaHomeInput): string => {
  const named = env['OPENZCA_HOME'] ?? '';
  return path.resolve(named.trim() === '' ? path.join(env['HOME'] || homeDir, '.openzca') : named);
};

/** The folder of a profile; undefined for a name that zca does not take: another is no folder of its own, and could lead anywhere. */
export const profileFolder = (home: string, profile: ProfileName): string | undefined =>
  /^[A-Za-z0-9_-]+$/u.test(profile) ? path.join(home, 'profiles', profile) : undefined;
