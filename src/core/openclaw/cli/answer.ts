// What a call of the `openclaw` binary came to: an answer, or why there is none. Total: warnings and boxes before the JSON, text instead of it,
// errors as JSON and as text, every exit code (the OpenClaw contract, sections 4 and 6). Of every release.

import type { ErrorView } from '../../shared/error-view.ts';
import { parseLenientJson } from '../../shared/text/lenient-json.ts';
import { cutUnits, sanitizeLine, sanitizeText } from '../../shared/text/sanitize.ts';
import { redactText } from '../../system/redact.ts';
import { isRecord, type JsonRecord } from '../../zca/fields.ts';
import { openclawSentences as words } from '../words.ts';

/** A run that has ended, as far as a parser needs it. */
export interface CliRun {
  /** Undefined when a signal ended it. */
  readonly code: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
}

export type CliAnswer<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly error: ErrorView };

const maxReadUnits = 200_000;
const maxDetailUnits = 600;

const noGateway =
  /gateway (?:not reachable|closed \(|is not running|connect failed)|gateway_transport_error|ECONNREFUSED|"gatewayReachable":\s*false/iu;
const usage = /^error: (?:unknown (?:option|command)|too many arguments|missing required argument)/mu;
const unknownMethod = /unknown method/iu;
const invalidConfig =
  /^(?:Config invalid$|Invalid config at )|OpenClaw config is invalid|^Failed to read config at /mu;

const linesOf = (text: string): readonly string[] =>
  sanitizeText(cutUnits(text, maxReadUnits))
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

/** Lines that say nothing of why a call failed: boxes, warnings about the config, stack traces, advice. */
const isNoise = (line: string): boolean =>
  /^(?:[│◇├╮╯─]|at |\[openclaw\] (?:The CLI command failed|Debug:|Try:|Help:)|Config (?:warnings|overwrite|write|observe)|- plugins\.|\[plugins\]|\[state-migrations\]|Require stack|npm error (?:code|notarget In|A complete))/u.test(
    line,
  );

const withoutPrefix = (line: string): string =>
  line.replace(
    /^(?:(?:\[openclaw\] (?:Reason|Failed to start CLI)|Error|Gateway call failed|Gateway not reachable|npm pack failed):\s*)+/u,
    '',
  );

const marked =
  /^(?:\[openclaw\] (?:Reason|Failed to start CLI):|Error:|error:|Gateway (?:call failed|not reachable):|npm (?:pack failed|error notarget No))/u;

/** The program's own reason, one line: the first that is marked as one, else the last that is no noise. */
const reasonIn = (text: string): string | undefined => {
  const lines = linesOf(text).filter((line) => !isNoise(line));
  const line = lines.findLast((candidate) => marked.test(candidate)) ?? lines.at(-1);
  return line === undefined ? undefined : sanitizeLine(redactText(withoutPrefix(line)), maxDetailUnits);
};

/** `{ok:false, error}`: the error is a text, or an object with a message. */
const messageIn = (value: JsonRecord): string | undefined => {
  const { error, message } = value;
  const text =
    typeof error === 'string'
      ? error
      : isRecord(error) && typeof error['message'] === 'string'
        ? error['message']
        : message;
  return typeof text === 'string' ? cutUnits(sanitizeText(redactText(text)), maxDetailUnits) : undefined;
};

/** `- channels.zalouser.dmPolicy: …` of the issues 96 lists. */
const issuesIn = (value: JsonRecord): string | undefined => {
  const { issues } = value;
  if (!Array.isArray(issues)) return undefined;
  const said = issues
    .filter(isRecord)
    .map(
      ({ path, message }) =>
        `${typeof path === 'string' ? path : ''}: ${typeof message === 'string' ? message : ''}`,
    );
  return said.length === 0 ? undefined : cutUnits(sanitizeText(said.join('\n')), maxDetailUnits);
};

const failureOfJson = (what: string, value: JsonRecord, run: CliRun): ErrorView => {
  const detail = messageIn(value);
  const said = `${JSON.stringify(value['error'] ?? '')} ${detail ?? ''}`;
  if (noGateway.test(said) || value['gatewayReachable'] === false)
    return words.errors.gatewayDown({ detail });
  if (/"kind":"timeout"/u.test(said)) return words.errors.gatewayDown({ detail });
  if (unknownMethod.test(said)) return words.errors.unsupportedCall({ what, detail });
  if (invalidConfig.test(detail ?? ''))
    return words.errors.configRefused({ detail: issuesIn(value) ?? detail });
  return words.errors.commandFailed({ what, exitCode: run.code, detail });
};

/** Why a call failed, out of what it printed: every error has the program's own words as detail. */
export const openClawFailure = (what: string, run: CliRun): ErrorView => {
  const json = parseLenientJson(cutUnits(run.stdout, maxReadUnits));
  if (
    json.ok &&
    isRecord(json.value) &&
    (json.value['ok'] === false || json.value['gatewayReachable'] === false)
  ) {
    return failureOfJson(what, json.value, run);
  }
  const text = sanitizeText(cutUnits(`${run.stderr}\n${run.stdout}`, maxReadUnits));
  const detail = reasonIn(run.stderr) ?? reasonIn(run.stdout);
  if (usage.test(text)) return words.errors.unsupportedCall({ what, detail });
  if (invalidConfig.test(text)) return words.errors.configRefused({ detail: problemIn(text) ?? detail });
  if (noGateway.test(text)) return words.errors.gatewayDown({ detail });
  if (unknownMethod.test(text)) return words.errors.unsupportedCall({ what, detail });
  return words.errors.commandFailed({ what, exitCode: run.code, detail });
};

/** The lines below `Problem:`. */
const problemIn = (text: string): string | undefined => {
  const below = /^Problem:\n((?:\s*- .+\n?)+)/mu.exec(text)?.[1]?.trim();
  return below === undefined ? undefined : cutUnits(below, maxDetailUnits);
};

/**
 * The JSON object a call printed. An object that says `ok: false` is a failure, whatever the exit code; text where JSON was asked too.
 * @param what the call as the operator knows it: `openclaw channels status`
 */
export const readAnswer = (what: string, run: CliRun): CliAnswer<JsonRecord> => {
  const json = parseLenientJson(run.stdout);
  if (json.ok && isRecord(json.value)) {
    const value = json.value;
    if (value['ok'] === false || value['gatewayReachable'] === false)
      return { ok: false, error: failureOfJson(what, value, run) };
    return { ok: true, value };
  }
  const text = `${run.stdout}\n${run.stderr}`;
  if (run.code !== 0 || noGateway.test(text)) return { ok: false, error: openClawFailure(what, run) };
  return {
    ok: false,
    error: words.errors.garbageOutput({
      what,
      detail: cutUnits(sanitizeText(redactText(run.stdout)).trim(), 200),
    }),
  };
};

/** A field that is a line of text and not blank, sanitised and without secrets. */
export const lineField = (record: JsonRecord, name: string): string | undefined => {
  const value = record[name];
  const text = typeof value === 'string' ? sanitizeLine(redactText(value), maxDetailUnits).trim() : '';
  return text === '' ? undefined : text;
};

export const booleanField = (record: JsonRecord, name: string): boolean | undefined => {
  const value = record[name];
  return typeof value === 'boolean' ? value : undefined;
};

/** A field that is a list of objects; empty where it is none. */
export const listField = (record: JsonRecord, name: string): readonly JsonRecord[] => {
  const value = record[name];
  return Array.isArray(value) ? value.filter(isRecord) : [];
};

/** A field that is a list of lines; empty where it is none. */
export const linesField = (record: JsonRecord, name: string): readonly string[] => {
  const value = record[name];
  if (!Array.isArray(value)) return [];
  return value.flatMap((entry) => lineField({ entry }, 'entry') ?? []);
};
