// What the palette finds: the keys that hold here, the actions of the other screens, accounts, people and groups, by what is typed of them.
import uFuzzy from '@leeoniya/ufuzzy';
import { type AccountId, fold, type GroupId, memoizeOn, type UserId } from '../../core/faces.ts';
import type { App } from '../app/app.ts';
import type { Frame } from '../app/frame.ts';
import { leave } from '../app/leave.ts';
import { frameSentences } from '../app/words.ts';
import { directoryAccount } from '../directory/select.ts';
import { type BindingId, bindingOf, bindings, ownStrokes, type Place } from '../keys/bindings.ts';
import { strokeLabel } from '../keys/strokes.ts';
import { keySentences, placeSentences, synonyms } from '../keys/words.ts';
import { emptyList } from '../layout/window-for.ts';
import { type AccountScope, type ScreenName, screenNames, type UiState } from '../state/ui-state.ts';
import { shortId } from '../text/ids.ts';
import type { Opened } from './dialog.ts';

/** What all rows have: how they are called, which keys they have, where they lead. */
interface Shown {
  /** Of the row, in the list. */
  readonly rowId: string;
  readonly label: string;
  readonly keys: string;
  readonly place: string;
}

type Pane = UiState['pairing']['pane'];

export type PaletteRow = Shown &
  (
    | {
        readonly type: 'key';
        readonly id: BindingId;
        /** False for movements and the like, which would do nothing that can be seen. */
        readonly canRun: boolean;
      }
    /** An action of another screen, which is gone to first. */
    | {
        readonly type: 'elsewhere';
        readonly id: BindingId;
        readonly screen: ScreenName;
        readonly pane?: Pane;
      }
    | { readonly type: 'account'; readonly scope: AccountScope }
    /** A gateway that can be looked at instead; without a name that of this machine. */
    | { readonly type: 'gateway'; readonly name?: string }
    | { readonly type: 'person'; readonly accountId: AccountId; readonly id: UserId }
    | { readonly type: 'group'; readonly accountId: AccountId; readonly id: GroupId }
  );

/** What the keys act on once the palette is closed: it is that which the palette is about. */
export const frameUnderHelp = (frame: Frame): Frame => {
  const { focus: _, ...unfocused } = frame.ui;
  return { ...frame, ui: { ...unfocused, overlays: frame.ui.overlays.slice(0, -1) } };
};

const keysOf = (strokes: readonly string[], isAscii: boolean): string =>
  strokes.map((stroke) => strokeLabel(stroke, isAscii)).join(' ');

const keyRows = (places: readonly Place[], isAscii: boolean): readonly PaletteRow[] =>
  places.flatMap((place) =>
    bindings
      .filter((binding) => binding.place === place)
      .map((binding) => ({
        type: 'key' as const,
        rowId: binding.id,
        id: binding.id,
        keys: keysOf(ownStrokes(binding, places), isAscii),
        label: keySentences[binding.id],
        place: placeSentences[binding.place],
        canRun: !('isPlain' in binding),
      })),
  );

/** The screen of a place, and which of its lists; undefined for what belongs to none. */
const screenAt = (place: Place): { readonly screen: ScreenName; readonly pane?: Pane } | undefined => {
  const [first, part] = place.split('.');
  const screen = screenNames.find((name) => name === first);
  if (screen === undefined) return undefined;
  return part === 'pending' || part === 'approved' || part === 'decided'
    ? { screen, pane: part }
    : { screen };
};

const elsewhereRows = (places: readonly Place[], isAscii: boolean): readonly PaletteRow[] =>
  bindings.flatMap((binding): readonly PaletteRow[] => {
    const there = screenAt(binding.place);
    if (there === undefined || places.includes(binding.place) || 'isPlain' in binding) return [];
    return [
      {
        type: 'elsewhere',
        ...there,
        rowId: `at:${binding.id}`,
        id: binding.id,
        keys: keysOf(binding.strokes, isAscii),
        label: keySentences[binding.id],
        place: frameSentences.screens[there.screen],
      },
    ];
  });

const accountRows = ({ core, ui }: Frame): readonly PaletteRow[] => {
  const { accounts } = core.config;
  const scopes: readonly AccountScope[] =
    accounts.length > 1 ? ['all', ...accounts.map(({ id }) => id)] : accounts.map(({ id }) => id);
  return scopes
    .filter((scope) => scope !== ui.scope)
    .map((scope) => ({
      type: 'account',
      rowId: `account:${scope}`,
      scope,
      keys: '',
      label: scope === 'all' ? frameSentences.allAccounts : scope,
      place: frameSentences.paletteKinds.account,
    }));
};

/** What else the settings name; which of them is looked at is known by its host only, and looking at it again does no harm. */
const gatewayRows = ({ core, ui }: Frame): readonly PaletteRow[] => [
  ...ui.gateways.map(
    (name): PaletteRow => ({
      type: 'gateway',
      rowId: `gateway:${name}`,
      name,
      keys: '',
      label: name,
      place: frameSentences.paletteKinds.gateway,
    }),
  ),
  ...(core.elsewhere === undefined
    ? []
    : [
        {
          type: 'gateway' as const,
          rowId: 'gateway:',
          keys: '',
          label: frameSentences.ownGateway,
          place: frameSentences.paletteKinds.gateway,
        },
      ]),
];

/** People and groups of the directories that have been read, of the accounts in view. */
const peopleRows = ({ core, ui }: Frame): readonly PaletteRow[] =>
  core.config.accounts
    .filter(({ id }) => ui.scope === 'all' || ui.scope === id)
    .flatMap(({ id: accountId }): readonly PaletteRow[] => {
      const directory = Object.hasOwn(core.directory, accountId) ? core.directory[accountId] : undefined;
      if (directory === undefined) return [];
      const isAlone = core.config.accounts.length < 2;
      // Names are not unique, least of all among friends.
      const kindOf = (kind: string, id: string): string =>
        [kind, ...(isAlone ? [] : [accountId]), shortId(id)].join(' · ');
      return [
        ...directory.peers.value.map(
          ({ id, name }): PaletteRow => ({
            type: 'person',
            rowId: `person:${accountId}:${id}`,
            accountId,
            id,
            keys: '',
            label: name,
            place: kindOf(frameSentences.paletteKinds.person, id),
          }),
        ),
        ...directory.groups.value.map(
          ({ id, name }): PaletteRow => ({
            type: 'group',
            rowId: `group:${accountId}:${id}`,
            accountId,
            id,
            keys: '',
            label: name,
            place: kindOf(frameSentences.paletteKinds.group, id),
          }),
        ),
      ];
    });

/** One letter more, less, other or exchanged in a word still finds it; the order of the words does not count. */
const matcher = new uFuzzy({ intraMode: 1 });
const anyOrder = 5;

/** A row as it is looked through, without marks. */
interface Sought {
  readonly row: PaletteRow;
  readonly label: string;
  /** Its name first, then what else it is called. */
  readonly text: string;
}

const soughtIn = (row: PaletteRow): Sought => {
  const own =
    row.type === 'key' || row.type === 'elsewhere'
      ? [synonyms[row.id] ?? '', ...bindingOf(row.id).strokes]
      : [];
  return { row, label: fold(row.label), text: fold([row.label, row.place, ...own].join(' ')) };
};

/** Smaller is nearer to what was meant, where several fit as well. */
const remoteness = (row: PaletteRow): number =>
  ({
    key: row.type === 'key' && !row.canRun ? 4 : 0,
    elsewhere: 2,
    account: 1,
    gateway: 1,
    person: 3,
    group: 3,
  })[row.type];

/** How well the name itself fits: 0 it begins so, 1 a word of it does, 2 it holds it, 3 something else does. */
const farness = (label: string, typed: string): number => {
  if (label.startsWith(typed)) return 0;
  if (label.includes(` ${typed}`)) return 1;
  return label.includes(typed) ? 2 : 3;
};

/** As many as anybody looks through. */
const mostFound = 200;

const found = (all: readonly Sought[], typed: string): readonly PaletteRow[] => {
  const haystack = all.map(({ text }) => text);
  const [indexes, info, order] = matcher.search(haystack, typed, anyOrder);
  // A character that is no letter, such as the key `+`, it does not look for.
  const at =
    indexes === null || indexes.length === 0
      ? haystack.flatMap((text, index) => (text.includes(typed) ? [index] : []))
      : order === null || info === null
        ? indexes
        : order.map((place) => info.idx[place] ?? 0);
  return at
    .flatMap((index) => all[index] ?? [])
    .map(({ row, label }) => ({ row, far: farness(label, typed) }))
    .toSorted((a, b) => a.far - b.far || remoteness(a.row) - remoteness(b.row))
    .slice(0, mostFound)
    .map(({ row }) => row);
};

/** Thousands of people are folded once, not with every letter. */
const everything = memoizeOn(
  (frame: Frame, places: readonly Place[], isAscii: boolean) => [
    frame.core.config.accounts,
    frame.core.directory,
    frame.ui.scope,
    frame.ui.gateways,
    frame.core.elsewhere,
    places.join(' '),
    isAscii,
  ],
  (frame, places, isAscii): readonly Sought[] =>
    [
      ...keyRows(places, isAscii),
      ...accountRows(frame),
      ...gatewayRows(frame),
      ...elsewhereRows(places, isAscii),
      ...peopleRows(frame),
    ].map(soughtIn),
  2,
);

const foundInAll = memoizeOn((all: readonly Sought[], typed: string) => [all, typed], found, 4);

/** The keys that hold here, in the order of the table; for what has been typed everything that fits, what was most likely meant first. */
export const paletteRows = (
  { frame, placesOf }: Pick<Opened, 'frame' | 'placesOf'>,
  isAscii = false,
): readonly PaletteRow[] => {
  const places = placesOf(frameUnderHelp(frame).ui);
  const typed = fold(frame.ui.fields.help.value.trim().replace(/^:/u, ''));
  if (typed === '') return keyRows(places, isAscii);
  // Over another dialog there are its keys only: what it is about must be answered first.
  if (frame.ui.overlays.length > 1) return found(keyRows(places, isAscii).map(soughtIn), typed);
  return foundInAll(everything(frame, places, isAscii), typed);
};

/** A person or group, shown in the Directory of their account. */
const goTo = (
  app: App,
  { type, accountId, id }: PaletteRow & { readonly type: 'person' | 'group' },
): void => {
  const pane = type === 'person' ? 'peers' : 'groups';
  if (directoryAccount(app.frame())?.id !== accountId)
    app.dispatch({ type: 'scope/changed', scope: accountId });
  app.dispatch({ type: 'screen/shown', screen: 'directory' });
  app.dispatch({ type: 'directory/pane-changed', pane });
  app.dispatch({ type: 'field/edited', field: 'directory', edit: { type: 'set', text: '' } });
  app.dispatch({ type: 'focus/changed' });
  app.dispatch({
    type: 'list/changed',
    name: `directory.${pane}`,
    list: { ...emptyList, selectedId: id },
  });
};

/** Does what a row says, once the palette is closed. */
export const runPaletteRow = (app: App, row: PaletteRow): void => {
  if (row.type === 'key') {
    // A movement chosen from the help would do nothing that can be seen: say what it is instead.
    if (row.canRun) app.run(row.id);
    else app.note(frameSentences.keyDoes(row.keys, row.label));
  } else if (row.type === 'elsewhere') {
    app.dispatch({ type: 'screen/shown', screen: row.screen });
    if (row.pane !== undefined) app.dispatch({ type: 'pairing/pane-changed', pane: row.pane });
    app.run(row.id);
  } else if (row.type === 'gateway') {
    const { name } = row;
    void leave(app, app.frame(), { type: 'gateway', ...(name === undefined ? {} : { name }) });
  } else if (row.type === 'account') {
    const { scope } = row;
    app.dispatch({ type: 'scope/changed', scope });
    app.say(scope === 'all' ? frameSentences.showingAllAccounts : frameSentences.showingAccount(scope));
  } else goTo(app, row);
};
