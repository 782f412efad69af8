// What the palette finds, and where Enter leads.
import { describe, expect, it } from 'vitest';
import { accountId } from '../../../src/core/shared/ids.ts';
import type { ConsoleState } from '../../../src/core/state.ts';
import { opened } from '../../../src/tui/dialogs/opened.ts';
import { type PaletteRow, paletteRows } from '../../../src/tui/dialogs/palette.ts';
import type { BindingId } from '../../../src/tui/keys/bindings.ts';
import type { ScreenName } from '../../../src/tui/state/ui-state.ts';
import { aConfig, aDirectory, aGroup, anAccount, aPeer, aState, shop } from '../../support/builders.ts';
import { type DrawnConsole, drawConsole } from '../../support/draw-console.tsx';
import { expectFits } from '../../support/render-at.tsx';

const work = accountId('work');
const world: ConsoleState = aState({
  config: aConfig({ accounts: [anAccount(), anAccount({ id: work })] }),
  directory: {
    [shop]: aDirectory({
      peers: { status: 'ready', value: [aPeer({ id: '4512000000000004821', name: 'Nguyễn Văn Ần' })] },
      groups: { status: 'ready', value: [aGroup({ id: '7200000000000000001', name: 'Gia đình 🏠' })] },
    }),
  },
});

const open = async (typed: string, screen: ScreenName = 'feed'): Promise<DrawnConsole> => {
  const console = await drawConsole({ state: world, screen });
  await console.press(':');
  await console.type(typed);
  return console;
};
const rowsOf = (console: DrawnConsole): readonly PaletteRow[] =>
  paletteRows(opened<'help'>({ type: 'help' }, console.app.frame()));
const first = (console: DrawnConsole): string | undefined => rowsOf(console)[0]?.rowId;

describe('the palette', () => {
  it.each<[typed: string, row: BindingId | `at:${BindingId}` | `account:${string}`]>([
    ['export', 'feed.export'],
    ['epxort', 'feed.export'],
    ['restart gateway', 'openclaw.restart-gateway'],
    ['gateway restart', 'openclaw.restart-gateway'],
    ['revoke', 'at:pairing.revoke'],
    ['unpair', 'at:pairing.revoke'],
    ['work', 'account:work'],
  ])('finds for %s first %s', async (typed, row) => {
    const console = await open(typed);
    expect(first(console)).toBe(row);
    await console.unmount();
  });

  it('shows the keys that hold here while nothing is typed', async () => {
    const console = await open('');
    expect(new Set(rowsOf(console).map(({ type }) => type))).toEqual(new Set(['key']));
    await console.unmount();
  });

  it('finds people and groups without their marks, and goes to them', async () => {
    const console = await open('nguyen van an');
    expect(rowsOf(console)[0]).toMatchObject({ type: 'person', id: '4512000000000004821' });
    expectFits(console.terminal);
    await console.press('enter');
    expect(console.app.frame().ui).toMatchObject({
      screen: 'directory',
      scope: 'all',
      overlays: [],
      directory: { pane: 'peers' },
      lists: { 'directory.peers': { selectedId: '4512000000000004821' } },
    });
    expect(console.app.frame().ui.focus).toBeUndefined();
    await console.press(':');
    await console.type('gia dinh');
    await console.press('enter');
    expect(console.app.frame().ui).toMatchObject({
      directory: { pane: 'groups' },
      lists: { 'directory.groups': { selectedId: '7200000000000000001' } },
    });
    await console.unmount();
  });

  it('goes to another screen for what is done there', async () => {
    const console = await open('revoke');
    await console.press('enter');
    expect(console.app.frame().ui).toMatchObject({ screen: 'pairing', pairing: { pane: 'approved' } });
    await console.unmount();
  });

  it('shows an account by its name', async () => {
    const console = await open('work');
    await console.press('enter');
    expect(console.app.frame().ui.scope).toBe(work);
    await console.unmount();
  });

  it('finds only the keys of what is open over a screen', async () => {
    const console = await drawConsole({ state: world, screen: 'feed' });
    await console.press('L');
    await console.press('f1');
    await console.type('revoke');
    expect(rowsOf(console)).toEqual([]);
    await console.unmount();
  });

  it('leads to the gateways that the settings name, and back to that of this machine', async () => {
    const gateways = ['far-away', 'shop-two'];
    const choose = async (state: ConsoleState, typed: string): Promise<DrawnConsole> => {
      const console = await drawConsole({ state, gateways });
      await console.press(':');
      await console.type(typed);
      return console;
    };
    const far = await choose(world, 'far away');
    expect(rowsOf(far)[0]).toMatchObject({ type: 'gateway', name: 'far-away' });
    expectFits(far.terminal);
    await far.press('enter');
    expect(far.quits).toEqual([{ type: 'gateway', name: 'far-away' }]);
    await far.unmount();
    const here = await choose(world, 'this machine');
    expect(rowsOf(here).filter(({ type }) => type === 'gateway')).toEqual([]);
    await here.unmount();
    const back = await choose({ ...world, elsewhere: 'far.example' }, 'this machine');
    await back.press('enter');
    expect(back.quits).toEqual([{ type: 'gateway' }]);
    await back.unmount();
  });
});
