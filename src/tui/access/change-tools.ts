// The tool rules of a group: which list, then its entries, as often as wanted; then one change.

import { type AccountId, type GroupEntry, type GroupTools, sanitizeLine } from '../../core/index.ts';
import type { App } from '../app/app.ts';
import type { Choice } from '../state/ui-state.ts';
import { changeConfig } from './change-config.ts';
import { changeQuestionSentences } from './words-change.ts';

const words = changeQuestionSentences.tools;

const lists = ['allow', 'alsoAllow', 'deny'] as const;
type ToolList = (typeof lists)[number];

/** Names as typed: separated by commas or spaces, each once, without what cannot be seen: a tool must be denied by its very name. */
export const toolNames = (text: string): readonly string[] => [
  ...new Set(
    sanitizeLine(text)
      .split(/[\s,]+/u)
      .filter((name) => name !== ''),
  ),
];

/** The rules with one list replaced; an empty list is no rule. */
export const withTools = (tools: GroupTools, list: ToolList, names: readonly string[]): GroupTools => {
  const { [list]: _, ...rest } = tools;
  return names.length === 0 ? rest : { ...rest, [list]: names };
};

const isSame = (one: GroupTools, other: GroupTools): boolean =>
  lists.every(
    (list) =>
      (one[list] ?? []).join('\n') === (other[list] ?? []).join('\n') &&
      (one[list] === undefined) === (other[list] === undefined),
  );

const choicesOf = (tools: GroupTools, isChanged: boolean): readonly Choice[] => [
  ...lists.map((list) => ({ label: words.list[list], means: words.holds(tools[list]) })),
  ...(isChanged ? [{ label: words.review, means: words.reviewMeans }] : []),
];

const askNames = async (
  app: App,
  group: string,
  list: ToolList,
  now: readonly string[],
): Promise<readonly string[] | undefined> => {
  const text = await app.prompt({
    title: words.namesTitle(words.list[list], group),
    lines: [words.means[list], words.namesHow],
    initial: now.join(', '),
    check: async () => undefined,
  });
  return text === undefined ? undefined : toolNames(text);
};

/** Asks for the tools of a group until the operator wants to see the change, or turns back. */
export const changeTools = async (app: App, accountId: AccountId, entry: GroupEntry): Promise<void> => {
  const before = entry.rule.tools ?? {};
  const group = entry.name ?? entry.key;
  let tools = before;
  for (;;) {
    const isChanged = !isSame(before, tools);
    const choices = choicesOf(tools, isChanged);
    const answer = await app.choose({
      title: words.title(group),
      lines: [words.how],
      choices,
      ...(isChanged ? { selected: choices.length - 1 } : {}),
    });
    if (answer === undefined) return;
    const list = lists[answer];
    if (list === undefined) break;
    const names = await askNames(app, group, list, tools[list] ?? []);
    if (names !== undefined) tools = withTools(tools, list, names);
  }
  await changeConfig(app, {
    type: 'set-group-tools',
    accountId,
    key: entry.key,
    tools: Object.keys(tools).length === 0 ? undefined : tools,
  });
};
