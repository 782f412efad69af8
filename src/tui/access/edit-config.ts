// The operator's own editor on the file that owns a value; what the file says afterwards is checked, and nothing is put right silently.

import { type Finding, findings } from '../../core/faces.ts';
import type { App } from '../app/app.ts';
import { editConfigSentences } from './words.ts';

const words = editConfigSentences;

export type ConfigPlace = NonNullable<Finding['place']>;

/** `openclaw.json:12`. */
const placeName = ({ file, line }: ConfigPlace): string => {
  const name = file.split(/[\\/]/u).at(-1) ?? file;
  return line === undefined ? name : `${name}:${line}`;
};

const folderOf = (file: string): string =>
  file.slice(0, Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')));

/** Which of several files; undefined if the operator turns back. `what`: what is spread over them, if it is one thing. */
const choosePlace = async (
  app: App,
  places: readonly ConfigPlace[],
  what: string | undefined,
): Promise<ConfigPlace | undefined> => {
  const [only, ...others] = places;
  if (others.length === 0) return only;
  const answer = await app.choose({
    title: words.whichTitle,
    lines: [what === undefined ? words.severalFiles : words.spread(what)],
    choices: places.map((place) => ({ label: placeName(place), means: folderOf(place.file) })),
  });
  return answer === undefined ? undefined : places[answer];
};

const problemsNow = (app: App): readonly Finding[] =>
  findings(app.console.store.getState()).filter(({ severity }) => severity === 'problem');

const keyOf = ({ code, sentence }: Finding): string => `${code}\n${sentence}`;

const problemLine = ({ sentence, place }: Finding): string =>
  place === undefined ? sentence : `${placeName(place)} ${sentence}`;

/** Most problems a question names; the screen lists them all. */
const mostNamed = 4;

/** Whether the file shall be opened again, and where, now that it has problems it did not have. */
const askAgain = async (
  app: App,
  place: ConfigPlace,
  problems: readonly Finding[],
): Promise<ConfigPlace | undefined> => {
  const again =
    problems.find((problem) => problem.place?.file === place.file)?.place ?? problems[0]?.place ?? place;
  const unnamed = problems.length - mostNamed;
  const answer = await app.choose({
    title: words.brokenTitle(problems.length),
    lines: [
      ...problems.slice(0, mostNamed).map(problemLine),
      ...(unnamed > 0 ? [words.more(unnamed)] : []),
      words.asSaved,
    ],
    choices: [
      { label: words.reopen(placeName(again)), means: words.reopenMeans },
      { label: words.leave, means: words.leaveMeans },
    ],
  });
  return answer === 0 ? again : undefined;
};

/** What U can still do, said once it is known that it can no more. */
const undoNote = (app: App): string | undefined =>
  app.console.store.getState().lastWrite?.isOvertaken === true ? words.undoOvertaken : undefined;

const sayRead = (app: App, place: ConfigPlace): void => {
  const left = problemsNow(app);
  const [first] = left;
  const text =
    first === undefined
      ? words.readClean(placeName({ file: place.file }))
      : words.readStill(left.length, problemLine(first));
  const undo = undoNote(app);
  if (undo === undefined) app.say(text);
  else app.warn(`${text} ${undo}`);
};

/**
 * Opens one of `places` (asks which, where there are several), reads the config again when the editor has ended, and says what is wrong
 * with it now that was not before, with the offer to open it again at that line. The file stays as it was saved.
 */
export const editConfig = async (app: App, places: readonly ConfigPlace[], what?: string): Promise<void> => {
  const known = new Set(problemsNow(app).map(keyOf));
  let place = await choosePlace(app, places, what);
  while (place !== undefined) {
    const opened = place;
    const isEdited = await app.attempt(app.terminal.edit(opened.file, opened.line));
    await app.console.config.reload();
    const problems = problemsNow(app).filter((problem) => !known.has(keyOf(problem)));
    if (problems.length === 0) {
      if (isEdited) sayRead(app, opened);
      return;
    }
    place = await askAgain(app, opened, problems);
    if (place === undefined) app.warn(words.left(problems.length));
  }
};
