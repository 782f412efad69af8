// Windows of every size, under every screen and every overlay: nothing throws, everything fits, keys are heard.
import { renderToString } from 'ink';
import { describe, expect, it } from 'vitest';
import type { ConsoleState } from '../../../src/core/state.ts';
import { changeConfig } from '../../../src/tui/access/change-config.ts';
import type { App } from '../../../src/tui/app/app.ts';
import { AppProvider, ThemeProvider } from '../../../src/tui/app/context.ts';
import { pressAll } from '../../../src/tui/keys/use-keys.ts';
import { Screen } from '../../../src/tui/main.tsx';
import { liveLines } from '../../../src/tui/plain/live-lines.ts';
import type { ScreenName } from '../../../src/tui/state/ui-state.ts';
import { cellWidth } from '../../../src/tui/text/cells.ts';
import { unicodeSigns } from '../../../src/tui/theme/signs.ts';
import { palettes } from '../../../src/tui/theme/tokens.ts';
import { appOn } from '../../support/app-on.ts';
import {
  aCommand,
  aDirectory,
  aFinding,
  aGroup,
  aListening,
  aMember,
  aMessage,
  anApproved,
  anId,
  aPeer,
  aPlannedChange,
  aRequest,
  aRun,
  aState,
  aWaitingLogin,
  binhId,
  fetched,
  gatewayUp,
  nowMs,
  salesGroupId,
  shop,
} from '../../support/builders.ts';
import { createFakeClock, settle } from '../../support/fake-clock.ts';
import { type FakeServices, fakeConsole } from '../../support/fake-console.ts';

const long = 'Nguyễn Thị Đặng 🌸 của rất nhiều chữ '.repeat(2);

const state = (): ConsoleState =>
  aState({
    gateway: gatewayUp,
    listening: aListening({ byGateway: 1 }),
    directory: {
      [shop]: aDirectory({
        peers: fetched([aPeer({ id: anId, name: long }), aPeer({ id: binhId })]),
        groups: fetched([aGroup({ name: long })]),
        members: { [salesGroupId]: fetched([aMember({ name: long })]) },
      }),
    },
    commandLog: [aCommand(), aCommand({ id: 2, stderr: long, outcome: { type: 'exited', code: 1 } })],
    runs: [
      aRun({
        lines: Array.from({ length: 60 }, (_, index) => ({ stream: 'stdout', text: `${index} ${long}` })),
      }),
    ],
    login: aWaitingLogin(),
    feed: {
      messages: Array.from({ length: 40 }, (_, index) =>
        aMessage({
          id: String(index),
          text: index % 3 === 0 ? long : `tin ${index}`,
          senderName: long,
          isGroup: index % 2 === 0,
          sentAtMs: nowMs - 90_000 + index,
        }),
      ),
    },
    pairing: {
      requests: [aRequest({ name: long }), aRequest({ senderId: binhId, code: 'ABCDEFGH' })],
      approved: [anApproved()],
    },
    config: { ...aState().config, findings: [aFinding({ sentence: long, fix: long })] },
  });

/** What stands on the screen while the window changes. */
type QuestionContext = readonly [
  name: string,
  screen: ScreenName,
  open: (app: App, console: { readonly services: FakeServices }) => unknown,
];

const opened =
  (overlay: Parameters<App['dispatch']>[0] & { readonly type: 'overlay/opened' }) =>
  (app: App): void =>
    app.dispatch(overlay);
const overlay = (type: 'help' | 'details' | 'command-log' | 'checklist' | 'set-up' | 'qr') =>
  opened({ type: 'overlay/opened', overlay: { type } });

const screens = ['status', 'feed', 'pairing', 'directory', 'access', 'login'] as const;
const scenes: readonly QuestionContext[] = [
  ...screens.map((screen): QuestionContext => [screen, screen, () => undefined]),
  ...screens.map((screen): QuestionContext => [`details on ${screen}`, screen, overlay('details')]),
  ['approved', 'pairing', (app) => app.run('pairing.switch')],
  ['decided', 'pairing', (app) => app.run('pairing.switch-back')],
  ['groups', 'directory', (app) => app.run('directory.switch')],
  ['the field of the directory', 'directory', (app) => app.run('directory.find')],
  ['a filter', 'feed', (app) => app.run('list.filter')],
  ['help', 'status', overlay('help')],
  ['the command log', 'status', overlay('command-log')],
  ['a run', 'status', opened({ type: 'overlay/opened', overlay: { type: 'command-run', runId: 1 } })],
  ['the copy menu', 'feed', (app) => app.run('copy.menu')],
  [
    'raw text',
    'feed',
    opened({
      type: 'overlay/opened',
      overlay: { type: 'raw-text', title: long, text: `${long}\n\t${long}` },
    }),
  ],
  ['first steps', 'status', overlay('checklist')],
  ['the assistant', 'status', overlay('set-up')],
  ['a code over all', 'login', overlay('qr')],
  ['a message', 'feed', (app) => app.run('compose.open')],
  [
    'a question',
    'status',
    (app) => app.confirm({ title: long, lines: [long, long], confirmLabel: 'Do it', isDanger: true }),
  ],
  [
    'a question for a word',
    'status',
    (app) => app.confirm({ title: long, lines: [long], confirmLabel: 'Do it', typed: 'shop' }),
  ],
  [
    'a question for a text',
    'status',
    (app) => app.prompt({ title: long, lines: [long], check: async () => long }),
  ],
  [
    'a choice',
    'status',
    (app) =>
      app.choose({
        title: long,
        lines: [long],
        choices: [
          { label: 'one', means: long },
          { label: long, means: '' },
        ],
      }),
  ],
  [
    'a list to pick from',
    'status',
    (app) =>
      app.pick({
        title: long,
        lines: [long],
        source: { type: 'peers', accountId: shop },
        picked: [],
        typeLabel: long,
        typed: async (text) => ({ key: text, label: text }),
        doneLabel: () => long,
      }),
  ],
  [
    'a review',
    'access',
    (app, { services: { config } }) => {
      config.plan.mockResolvedValue({
        ok: true,
        change: aPlannedChange({ consequences: [long], effect: long }),
      });
      return changeConfig(app, { type: 'set-dm-policy', accountId: shop, policy: 'allowlist' });
    },
  ],
  ['an error', 'status', (app) => app.complain(long, long)],
];

const sizes: readonly (readonly [columns: number, rows: number])[] = [
  [300, 100],
  [120, 40],
  [107, 30],
  [80, 24],
  [60, 20],
  [41, 13],
  [40, 12],
  [39, 24],
  [80, 11],
  ...[6, 5, 3, 1].map((columns) => [columns, 24] as const),
  [300, 1],
  [1, 100],
  [1, 1],
];
const fewSizes: typeof sizes = [
  [80, 24],
  [60, 20],
  [40, 12],
  [3, 24],
  [1, 1],
];
/** Keys that answer no question and leave nothing: they move, mark and type. */
const keys = ['space', 'down', 'pagedown', 'end', 'pageup', 'up'];

const widest = (text: string): number => Math.max(...text.split('\n').map(cellWidth));

/** An App without a terminal. */
const begun = (screen: ScreenName) => {
  const fake = fakeConsole(state());
  const { app } = appOn({
    console: fake.console,
    clock: createFakeClock(nowMs),
    signs: unicodeSigns,
    screen,
    columns: 120,
    rows: 40,
  });
  return { app, services: fake.services };
};

/** The picture of the moment, as it is drawn without a terminal. */
const drawn = (app: App): string =>
  renderToString(
    <ThemeProvider value={{ palette: palettes.mono, signs: unicodeSigns }}>
      <AppProvider value={app}>
        <Screen frame={app.frame()} />
      </AppProvider>
    </ThemeProvider>,
    { columns: app.frame().ui.size.columns },
  );

describe.each(scenes)('%s', (_, screen, open) => {
  const expectUsableAt = async (someSizes: typeof sizes): Promise<void> => {
    const { app, services } = begun(screen);
    void open(app, { services });
    await settle();
    const overlays = (): readonly string[] => app.frame().ui.overlays.map(({ type }) => type);
    const before = overlays();
    for (const [columns, rows] of someSizes) {
      app.dispatch({ type: 'size/changed', columns, rows });
      for (const name of columns < 40 || rows < 12 ? keys : keys.slice(0, 2)) {
        pressAll(app, [name === 'space' ? { name, text: ' ' } : { name }]);
        liveLines(app.frame(), (id, at) => app.reasonOf(id, at));
      }
      const picture = drawn(app);
      expect([
        columns,
        rows,
        Math.max(columns, widest(picture)),
        Math.max(rows, picture.split('\n').length),
      ]).toEqual([columns, rows, columns, rows]);
    }
    expect(overlays()).toEqual(before);
  };

  it('is drawn, told in plain mode, and hears keys, at the usual sizes and at none to speak of', () =>
    expectUsableAt(fewSizes));
  it('the same at every size', { tags: ['long'] }, () => expectUsableAt(sizes));
});
