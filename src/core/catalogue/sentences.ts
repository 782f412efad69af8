// Every sentence an operator can read, in one typed catalogue, so that other languages can follow.

import { accessScreenSentences } from './access-screen.ts';
import { changeSentences } from './change.ts';
import { changeQuestionSentences } from './change-questions.ts';
import { checklistSentences } from './checklist.ts';
import { claimSentences } from './claims.ts';
import { cliSentences } from './cli.ts';
import { cliPairingSentences } from './cli-pairing.ts';
import { commandRunSentences } from './command-run.ts';
import { composeSentences } from './compose.ts';
import { configSentences } from './config.ts';
import { configDiffSentences } from './config-diff.ts';
import { directorySentences } from './directory.ts';
import { directoryScreenSentences } from './directory-screen.ts';
import { editConfigSentences } from './edit-config.ts';
import { errorSentences } from './errors.ts';
import { feedDetailsSentences } from './feed-details.ts';
import { feedExportSentences } from './feed-export.ts';
import { feedScreenSentences } from './feed-screen.ts';
import { frameSentences } from './frame.ts';
import { housekeepingSentences } from './housekeeping.ts';
import { keySentences, placeSentences } from './keys.ts';
import { listenerSentences } from './listener.ts';
import { listenerActionSentences } from './listener-actions.ts';
import { listeningSentences } from './listening.ts';
import { loginSentences } from './login.ts';
import { loginActionSentences } from './login-actions.ts';
import { loginScreenSentences } from './login-screen.ts';
import { openclawSentences } from './openclaw.ts';
import { openclawTaskSentences } from './openclaw-tasks.ts';
import { pairingSentences } from './pairing.ts';
import { pairingOutlookSentences } from './pairing-outlook.ts';
import { pairingScreenSentences } from './pairing-screen.ts';
import { pairingWorkSentences } from './pairing-work.ts';
import { pickSentences } from './pick.ts';
import { plainSentences } from './plain.ts';
import { policySentences } from './policy.ts';
import { reviewSentences, verdictWords } from './review.ts';
import { setUpSentences } from './set-up.ts';
import { statusSentences } from './status.ts';
import { statusScreenSentences } from './status-screen.ts';

/** The English catalogue, one section a part of the console. */
export const sentences = {
  claims: claimSentences,
  cli: cliSentences,
  cliPairing: cliPairingSentences,
  directory: directorySentences,
  errors: errorSentences,
  listener: listenerSentences,
  listening: listeningSentences,
  login: loginSentences,
  status: statusSentences,
  statusScreen: statusScreenSentences,
  accessScreen: accessScreenSentences,
  directoryScreen: directoryScreenSentences,
  loginActions: loginActionSentences,
  loginScreen: loginScreenSentences,
  feedScreen: feedScreenSentences,
  feedDetails: feedDetailsSentences,
  feedExport: feedExportSentences,
  listenerActions: listenerActionSentences,
  pairingScreen: pairingScreenSentences,
  change: changeSentences,
  changeQuestions: changeQuestionSentences,
  editConfig: editConfigSentences,
  review: reviewSentences,
  verdictWords,
  checklist: checklistSentences,
  compose: composeSentences,
  frame: frameSentences,
  housekeeping: housekeepingSentences,
  keys: keySentences,
  places: placeSentences,
  commandRun: commandRunSentences,
  config: configSentences,
  configDiff: configDiffSentences,
  openclaw: openclawSentences,
  openclawTasks: openclawTaskSentences,
  pairing: pairingSentences,
  pairingOutlook: pairingOutlookSentences,
  pairingWork: pairingWorkSentences,
  pick: pickSentences,
  plain: plainSentences,
  policy: policySentences,
  setUp: setUpSentences,
} as const;
