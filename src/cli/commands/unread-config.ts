// A config that cannot be read, or that is not there: what a command then says beside its answer.

import type { ConsoleState, ErrorView, Scope } from '../../core/faces.ts';
import { sanitizeLine } from '../../core/shared/text/sanitize.ts';
import { cliSentences } from '../words.ts';
import { findingLine, findingReport } from './status.ts';

const words = cliSentences.oneShot;

/** What is wrong, with file and line, and what that means; nothing where the config was read. */
export const unreadConfigLines = ({ config }: ConsoleState): readonly string[] => {
  if (config.status !== 'broken' && config.status !== 'missing') return [];
  const finding = config.findings.find(
    ({ severity, code }) => severity === 'problem' || code === 'config-missing',
  );
  const what =
    finding === undefined
      ? sanitizeLine(words.config[config.status](config.path), 1_000)
      : findingLine(findingReport(finding));
  return [what, words.accountsUnknown];
};

/** Why an account cannot be found: that the config does not list it would be a guess where it was not read. */
export const noSuchAccount = ({ config }: ConsoleState, scope: Scope): ErrorView =>
  config.status === 'broken' && scope !== 'all' ? words.accountUncertain(scope) : words.noAccount();
