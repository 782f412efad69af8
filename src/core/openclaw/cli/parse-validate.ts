// `openclaw config validate --json` (96). 226 knows no `--json` here, and does not check `channels.zalouser` at all.

import { parseLenientJson } from '../../shared/text/lenient-json.ts';
import { isRecord, type JsonRecord } from '../../zca/fields.ts';
import {
  booleanField,
  type CliAnswer,
  type CliRun,
  lineField,
  linesField,
  listField,
  readAnswer,
} from './answer.ts';

/** One thing OpenClaw finds wrong with its config. */
export interface ConfigIssue {
  /** `channels.zalouser.dmPolicy`. */
  readonly path: string;
  readonly message: string;
  readonly allowedValues?: readonly string[];
}

/** What OpenClaw thinks of its config. */
export interface ConfigValidation {
  readonly isValid: boolean;
  readonly file?: string;
  readonly issues: readonly ConfigIssue[];
  readonly warnings: readonly ConfigIssue[];
}

const issueOf = (record: JsonRecord): ConfigIssue => {
  const allowed = linesField(record, 'allowedValues');
  return {
    path: lineField(record, 'path') ?? '',
    message: lineField(record, 'message') ?? '',
    allowedValues: allowed.length === 0 ? undefined : allowed,
  };
};

/** Reads `config validate --json`; a config that is not valid is an answer, not a failure. */
export const parseConfigValidate = (run: CliRun): CliAnswer<ConfigValidation> => {
  const json = parseLenientJson(run.stdout);
  const value = json.ok && isRecord(json.value) ? json.value : undefined;
  const isValid = value === undefined ? undefined : booleanField(value, 'valid');
  if (value === undefined || isValid === undefined) {
    const answer = readAnswer('openclaw config validate', run);
    return answer.ok ? { ok: true, value: { isValid: run.code === 0, issues: [], warnings: [] } } : answer;
  }
  return {
    ok: true,
    value: {
      isValid,
      file: lineField(value, 'path'),
      issues: listField(value, 'issues').map(issueOf),
      warnings: listField(value, 'warnings').map(issueOf),
    },
  };
};
