// What Enter does on each step of the set-up assistant.
import { type SetUpStepId, sentences } from '../../core/index.ts';
import type { App } from '../app/app.ts';
import type { Frame } from '../app/frame.ts';
import { sentenceAndHint } from '../app/remedies.ts';
import { chooseAccount } from './account.ts';
import { seeToGateway } from './gateway.ts';
import { chooseGroups } from './groups.ts';
import { stepsOf } from './lines.ts';
import { logIn } from './log-in.ts';
import { choosePeople } from './people.ts';
import { goOnTesting } from './test-message.ts';
import { reviewAndWrite } from './write.ts';

const acts: Readonly<Record<SetUpStepId, (app: App, frame: Frame) => void | Promise<void>>> = {
  account: chooseAccount,
  login: logIn,
  people: choosePeople,
  groups: chooseGroups,
  write: reviewAndWrite,
  gateway: seeToGateway,
  test: goOnTesting,
};

/** Does a step, unless another comes first. */
export const doStep = async (app: App, frame: Frame, id: SetUpStepId): Promise<void> => {
  const step = stepsOf(frame).find((one) => one.id === id);
  if (step === undefined) return;
  if (step.state === 'later') return app.note(sentenceAndHint({ sentence: sentences.setUp.notYet, hint: step.about }));
  await acts[id](app, frame);
};
