// Words of the export of the feed.
const messageCount = (count: number): string => `${count} ${count === 1 ? 'message' : 'messages'}`;

export const feedExportSentences = {
  title: 'Save the feed to a file',
  what: (count: number, view: string | undefined) =>
    view === undefined
      ? `${messageCount(count)}, one JSON object a line (NDJSON).`
      : `${messageCount(count)} of ${view}, one JSON object a line (NDJSON).`,
  how: 'With texts, ids, verdicts and raw lines. Only you can read the file. ~ is your home folder.',
  nothing: 'Nothing is shown that could be saved.',
  saved: (count: number, file: string) => `Saved ${messageCount(count)} to ${file}`,
  replaceTitle: 'Replace the file?',
  replaceWhat: (file: string) => `${file} is there already.`,
  replaceMeans: 'What is in it now will be gone.',
  replaceConfirm: 'Replace',
  /** `view blocked, filter "áo", sender Nguyễn An`. */
  ofView: (view: string) => `view ${view}`,
  ofFilter: (filter: string) => `filter "${filter}"`,
} as const;
