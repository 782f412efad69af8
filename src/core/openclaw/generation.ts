// Which of the two kinds of OpenClaw is here.
import path from 'node:path';
import type { Generation } from '../state/state.ts';

/** The last month whose plugin drives `zca`: 2026.3. */
const lastZcaYear = 2026;
const lastZcaMonth = 3;

/** The version in what `openclaw --version` prints (`OpenClaw 2026.9.6 (eb377ac)`, `2026.2.26`), if there is one. */
export const parseOpenClawVersion = (text: string): string | undefined => /\b\d{4}\.\d{1,2}\.\d{1,3}(?:-[\w.]+)?\b/u.exec(text)?.[0];

/** Up to 2026.3 the plugin drives `zca` and keeps pairing in JSON files: `226`; later ones are `96`. */
export const generationOfVersion = (version: string): Generation => {
  const [year = 0, month = 0] = version.split('.').map(Number);
  return year < lastZcaYear || (year === lastZcaYear && month <= lastZcaMonth) ? '226' : '96';
};

/** What a generation is worked out from. */
export interface GenerationQuestion {
  /** From the `openclaw` binary, where there is one: it decides. */
  readonly version?: string | undefined;
  readonly stateDir: string;
  readonly credentialsDir: string;
  readonly exists: (file: string) => boolean;
  /** Names in a folder; none if it cannot be read. */
  readonly list: (folder: string) => readonly string[];
}

const isPairingFile = (name: string): boolean => /^zalouser-(?:pairing|(?:.+-)?allowFrom)\.json$/u.test(name);

/** The version decides; without one it is `226`, unless the SQLite store of `96` is there and no JSON pairing file is. */
export const detectGeneration = ({ version, stateDir, credentialsDir, exists, list }: GenerationQuestion): Generation => {
  if (version !== undefined) return generationOfVersion(version);
  const hasSqlite = exists(path.join(stateDir, 'state', 'openclaw.sqlite'));
  return hasSqlite && !list(credentialsDir).some(isPairingFile) ? '96' : '226';
};
