// The sentences of the core that faces say, too: each section is the `words` of a feature. What only one face says stands in that face.

import { changeSentences } from './access/words.ts';
import { statusSentences } from './accounts/words.ts';
import { configDiffSentences, configSentences } from './config/words.ts';
import { directorySentences } from './directory/words.ts';
import { checklistSentences, filePermissionSentences, setUpSentences } from './doctor/words.ts';
import { errorSentences } from './error-words.ts';
import { feedExportSentences, feedScreenSentences } from './feed/words.ts';
import {
  connectionSentences,
  controlSentences,
  listeningSentences,
  reportSentences,
} from './gateway/words.ts';
import { listenerSentences } from './listener/words.ts';
import { loginSentences } from './login/words.ts';
import { composeSentences } from './messages/words.ts';
import { openclawSentences } from './openclaw/words.ts';
import { accessAfterSentences, pairingSentences } from './pairing/words.ts';
import { policySentences } from './policy/words.ts';
import { openclawTaskSentences } from './tasks/words.ts';

/** English, one section a feature. */
export const sentences = {
  connection: connectionSentences,
  gatewayReport: reportSentences,
  directory: directorySentences,
  errors: errorSentences,
  listener: listenerSentences,
  listening: listeningSentences,
  login: loginSentences,
  status: statusSentences,
  feedScreen: feedScreenSentences,
  feedExport: feedExportSentences,
  change: changeSentences,
  checklist: checklistSentences,
  compose: composeSentences,
  filePermissions: filePermissionSentences,
  config: configSentences,
  configDiff: configDiffSentences,
  control: controlSentences,
  openclaw: openclawSentences,
  openclawTasks: openclawTaskSentences,
  pairing: pairingSentences,
  accessAfter: accessAfterSentences,
  policy: policySentences,
  setUp: setUpSentences,
} as const;
