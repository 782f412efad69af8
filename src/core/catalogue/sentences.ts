// Every sentence an operator can read, in one typed catalogue, so that other languages can follow.

import { changeSentences } from '../access/words.ts';
import { statusSentences } from '../accounts/words.ts';
import { configSentences } from '../config/words.ts';
import { configDiffSentences } from '../config/words-diff.ts';
import { directorySentences } from '../directory/words.ts';
import { checklistSentences } from '../doctor/words-checklist.ts';
import { housekeepingSentences } from '../doctor/words-file-permissions.ts';
import { setUpSentences } from '../doctor/words-set-up.ts';
import { errorSentences } from '../error-words.ts';
import { feedExportSentences } from '../feed/words-export.ts';
import { listeningSentences } from '../gateway/words-listening.ts';
import { claimSentences } from '../gateway/words-report.ts';
import { listenerSentences } from '../listener/words.ts';
import { loginSentences } from '../login/words.ts';
import { composeSentences } from '../messages/words.ts';
import { openclawSentences } from '../openclaw/words.ts';
import { pairingSentences } from '../pairing/words.ts';
import { pairingOutlookSentences } from '../pairing/words-access-after.ts';
import { policySentences } from '../policy/words.ts';
import { openclawTaskSentences } from '../tasks/words.ts';
import { accessScreenSentences } from './access-screen.ts';
import { changeQuestionSentences } from './change-questions.ts';
import { cliSentences } from './cli.ts';
import { cliPairingSentences } from './cli-pairing.ts';
import { commandRunSentences } from './command-run.ts';
import { directoryScreenSentences } from './directory-screen.ts';
import { editConfigSentences } from './edit-config.ts';
import { feedDetailsSentences } from './feed-details.ts';
import { feedScreenSentences } from './feed-screen.ts';
import { frameSentences } from './frame.ts';
import { keySentences, placeSentences } from './keys.ts';
import { listenerActionSentences } from './listener-actions.ts';
import { loginActionSentences } from './login-actions.ts';
import { loginScreenSentences } from './login-screen.ts';
import { pairingScreenSentences } from './pairing-screen.ts';
import { pairingWorkSentences } from './pairing-work.ts';
import { pickSentences } from './pick.ts';
import { plainSentences } from './plain.ts';
import { reviewSentences, verdictWords } from './review.ts';
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
