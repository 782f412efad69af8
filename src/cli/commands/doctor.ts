// `zalouser-tui doctor`: what is needed before messages flow, and what is wrong, each with its fix. Changes nothing.

import { type ConsoleState, checklist, needsOperator, type Scope } from '../../core/faces.ts';
import { hintsInOne } from '../../core/shared/remedy.ts';
import { sanitizeLine } from '../../core/shared/text/sanitize.ts';
import { exitCodes } from '../exit-codes.ts';
import { hintText } from '../remedies.ts';
import { wordsOf } from '../reports/parts.ts';
import type { DoctorReport } from '../reports/status.ts';
import { cliSentences } from '../words.ts';
import { type Answer, columns, type QueryCommand } from './command.ts';
import { anomaliesConfirmed, findingLine, loadNames, statusReport, withDetail } from './status.ts';

const words = cliSentences.oneShot;

/** The report; with an account, its findings and those that concern all. */
export const doctorReport = (state: ConsoleState, scope: Scope): DoctorReport => {
  const { findings, config } = statusReport(state, scope);
  const rows = checklist(state);
  return {
    needsYou: needsOperator(rows, findings),
    checks: rows.map(({ id, state: how, sentence, fix, remedy, detail }) => ({
      id,
      state: how,
      sentence,
      // What is done needs no fix.
      cure: how === 'done' ? null : (hintText(hintsInOne(fix, remedy)) ?? null),
      detail: wordsOf(detail),
    })),
    findings,
    config,
  };
};

/** The report for people: a line a check, the findings below, the verdict last. */
export const doctorLines = ({ needsYou, checks, findings }: DoctorReport): readonly string[] => [
  ...columns(
    checks.map(({ state, sentence, cure, detail }) => [
      words.checks[state],
      withDetail(sentence, detail, state === 'needs-you' ? cure : null),
    ]),
  ),
  ...(findings.length === 0 ? [] : ['', ...findings.map(findingLine)]),
  '',
  sanitizeLine(needsYou ? words.needsYou : words.needsNobody, 1_000),
];

/** `zalouser-tui doctor`. */
export const doctor: QueryCommand = {
  type: 'query',
  notesConfig: true,
  // Half a dozen calls of openclaw, each some seconds on a small machine.
  limitMs: 60_000,
  learn: async (console, { scope }) => {
    await console.start();
    await console.examine();
    await Promise.all([anomaliesConfirmed(console.store), loadNames(console, scope)]);
  },
  answer: (state, { scope }): Answer => {
    const json = doctorReport(state, scope);
    return { json, lines: doctorLines(json), ...(json.needsYou ? { code: exitCodes.needsYou } : {}) };
  },
};
