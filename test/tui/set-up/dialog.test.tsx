// The set-up assistant over a console that only records what is asked of it: which step Enter does, what is asked, what is kept.
import { describe, expect, it } from 'vitest';
import type { SetUpDraft } from '../../../src/core/doctor/set-up-changes.ts';
import { setUpSentences } from '../../../src/core/doctor/words.ts';
import type { ConsoleState } from '../../../src/core/state.ts';
import {
  aConfig,
  aDirectory,
  aGroup,
  aListening,
  anAccount,
  anApproved,
  anId,
  aPeer,
  aPlannedChange,
  aPlugin,
  aRun,
  aState,
  aTaskPlan,
  binhId,
  fetched,
  gatewayUp,
  loggedOut,
  salesGroupId,
  shop,
  someFacts,
  stopped,
} from '../../support/builders.ts';
import { drawConsole } from '../../support/draw-console.tsx';

const friends = aDirectory({
  peers: fetched([aPeer({ id: anId, name: 'Nguyễn An' }), aPeer({ id: binhId, name: 'Trần Thị Bình' })]),
  groups: fetched([aGroup({ id: salesGroupId, name: 'Nhóm bán hàng' })]),
});
const base = aState({ plugin: aPlugin(), directory: { [shop]: friends } });

const open = async (
  setUp: SetUpDraft = {},
  state: ConsoleState = base,
  size: { columns?: number; rows?: number } = {},
) => {
  const console = await drawConsole({ state, ...size });
  console.app.dispatch({ type: 'set-up/answered', answers: setUp });
  console.app.run('set-up.open');
  await console.settle();
  const text = (): string =>
    console
      .screen()
      .join('\n')
      .replace(/[│\s]+/gu, ' ');
  return { ...console, text, answers: () => console.app.frame().ui.setUp };
};

const answered: SetUpDraft = {
  accountId: shop,
  dm: { policy: 'pairing', people: [] },
  groups: { policy: 'disabled', entries: [] },
};

describe('the set-up assistant', () => {
  it.each([
    [80, 24],
    [60, 20],
    [40, 12],
    [120, 40],
  ])('fits %i × %i, with the next step in sight and under the cursor', async (columns, rows) => {
    const { screen, text } = await open({ accountId: shop }, base, { columns, rows });
    expect(screen()).toHaveLength(rows);
    expect(text()).toMatch(/› ! Who may write/u);
    expect(text()).toContain('Set up shop');
  });

  it('asks afresh whether the account is logged in, by the profile it is to have', async () => {
    const { services } = await open({ accountId: 'kho' as never, profile: 'kho-2' as never });
    expect(services.accounts.consider).toHaveBeenCalledExactlyOnceWith('kho', 'kho-2');
    expect(services.accounts.probe).toHaveBeenCalledWith('kho');
  });

  it('a step that comes later says what it waits for, and does nothing', async () => {
    const { press, text, services } = await open({ accountId: shop });
    await press('G');
    await press('enter');
    expect(text()).toContain(setUpSentences.notYet);
    expect(services.listener.start).not.toHaveBeenCalled();
  });

  it('keeps its answers when it is left, and forgets them only when told to', async () => {
    const { press, answers, text } = await open(answered);
    await press('esc');
    expect(text()).not.toContain('Set up shop');
    expect(answers()).toEqual(answered);
    const again = await open(answered);
    await again.press('x');
    expect(again.text()).toContain(setUpSentences.discardTitle);
    await again.press('enter');
    expect(again.answers()).toEqual(answered);
    await again.press('x');
    await again.press('y');
    expect(again.answers()).toEqual({});
  });

  it.each([
    ['KHO 1', 'letters'],
    ['shop', 'shop'],
  ])('does not take %j for the id of a new account', async (id, why) => {
    const { press, text, answers } = await open({}, aState({ config: aConfig({ accounts: [anAccount()] }) }));
    await press('enter');
    await press('G');
    await press('enter');
    await press(...id.split('').map((key) => (key === ' ' ? 'space' : key)));
    await press('enter');
    expect(text()).toContain(why);
    expect(answers()).toEqual({});
  });

  it('does not take a profile that another account has', async () => {
    const { press, text, answers, services } = await open();
    await press('enter');
    await press('G');
    await press('enter');
    await press('k', 'h', 'o');
    await press('enter');
    await press('ctrl+u');
    await press('s', 'h', 'o', 'p');
    await press('enter');
    expect(text()).toContain('two accounts cannot share a session');
    expect(answers()).toEqual({});
    await press('2');
    await press('enter');
    expect(answers()).toEqual({ accountId: 'kho', profile: 'shop2' });
    expect(services.accounts.consider).toHaveBeenCalledWith('kho', 'shop2');
  });

  it('another account means other answers: those given are forgotten after a question only', async () => {
    const config = aConfig({ accounts: [anAccount(), anAccount({ id: 'work' })] });
    const { press, answers, text } = await open(answered, { ...base, config });
    await press('g');
    await press('enter');
    await press('j');
    await press('enter');
    expect(text()).toContain('Begin with work?');
    expect(answers()).toEqual(answered);
    await press('y');
    expect(answers()).toEqual({ accountId: 'work', profile: 'work' });
  });

  it('goes on with an account that is half set up and in no config yet', async () => {
    const half: SetUpDraft = {
      accountId: 'kho' as never,
      profile: 'kho-2' as never,
      dm: { policy: 'open', people: [] },
    };
    const { press, answers, text } = await open(half);
    await press('g');
    await press('enter');
    expect(text()).toMatch(/› kho begun, not in the config yet/u);
    await press('enter');
    expect(answers()).toEqual(half);
  });

  it('an answer is not taken for looked at: a session that is being asked for is waited for', async () => {
    const state = {
      ...base,
      facts: { [shop]: someFacts({ session: { status: 'checking' }, listener: stopped }) },
    };
    const { press, text, services, setState, settle } = await open({ accountId: shop }, state);
    const answer = Promise.withResolvers<{ ok: true }>();
    services.accounts.probe.mockReturnValue(answer.promise);
    await press('g', 'j');
    await press('enter');
    expect(text()).not.toContain('is logged in already');
    expect(services.login.start).not.toHaveBeenCalled();
    await setState(base);
    answer.resolve({ ok: true });
    await settle();
    expect(text()).toContain('is logged in already');
    expect(services.login.start).not.toHaveBeenCalled();
  });

  it('does not wait for a message where the gateway is deaf', async () => {
    const written: SetUpDraft = {
      accountId: shop,
      dm: { policy: 'pairing', people: [] },
      groups: { policy: 'allowlist', entries: [] },
    };
    const facts = { [shop]: someFacts({ listener: stopped }) };
    const { press, text, answers } = await open(written, {
      ...base,
      facts,
      gateway: gatewayUp,
      listening: aListening({ fault: 'deaf' }),
    });
    await press('G');
    await press('enter');
    expect(text()).toContain('see to that first');
    expect(answers().testSinceMs).toBeUndefined();
  });

  it('going over to an allowlist, those approved by code are picked already', async () => {
    const state = { ...base, pairing: { ...base.pairing, approved: [anApproved('shop', binhId)] } };
    const { press, text, answers, services } = await open({ accountId: shop }, state);
    await press('enter');
    await press('j');
    await press('enter');
    expect(services.directory.loadPeers).toHaveBeenCalledWith(shop);
    expect(text()).toMatch(/Done: 1 chosen/u);
    await press('enter');
    expect(answers().dm).toEqual({ policy: 'allowlist', people: [{ entry: binhId, name: 'Trần Thị Bình' }] });
  });

  it.each(['open', 'disabled'])('under %s nobody is picked', async (policy) => {
    const { press, answers } = await open({ accountId: shop });
    await press('enter');
    await press(...(policy === 'open' ? ['j', 'j'] : ['G']));
    await press('enter');
    expect(answers().dm).toEqual({ policy, people: [] });
  });

  it('turning back anywhere keeps the answer there was', async () => {
    const { press, answers } = await open(answered);
    await press('g', 'j', 'j');
    await press('enter');
    await press('enter');
    await press('esc');
    expect(answers()).toEqual(answered);
  });

  it('writes all of it as one change, and nothing before', async () => {
    const { press, services, text } = await open({
      ...answered,
      dm: { policy: 'allowlist', people: [{ entry: anId }] },
    });
    services.config.plan.mockResolvedValue({ ok: true, change: aPlannedChange() });
    await press('enter');
    expect(services.config.plan).toHaveBeenCalledExactlyOnceWith([
      { type: 'set-dm-policy', accountId: shop, policy: 'allowlist' },
      { type: 'add-allow-from', accountId: shop, entries: [anId] },
      { type: 'set-group-policy', accountId: shop, policy: 'disabled' },
    ]);
    expect(text()).toContain('[ Write ]');
    expect(services.config.write).not.toHaveBeenCalled();
    await press('y');
    expect(services.config.write).toHaveBeenCalledTimes(1);
  });

  it('a session that is alive is kept, unless told otherwise', async () => {
    const { press, text, services } = await open({ accountId: shop });
    await press('g', 'j');
    await press('enter');
    expect(text()).toContain('is logged in already');
    await press('enter');
    expect(services.login.start).not.toHaveBeenCalled();
  });

  it('logs in on Login, under the profile it is to have', async () => {
    const state = { ...base, facts: { [shop]: someFacts({ session: loggedOut, listener: stopped }) } };
    const { press, services, app } = await open({ accountId: shop }, state);
    await press('enter');
    expect(app.frame().ui.screen).toBe('login');
    expect(services.login.start).toHaveBeenCalledExactlyOnceWith(shop);
  });

  it('goes on to the test message when the gateway it has started listens, also under what the start printed', async () => {
    const written: SetUpDraft = {
      accountId: shop,
      dm: { policy: 'pairing', people: [] },
      groups: { policy: 'allowlist', entries: [] },
    };
    const facts = { [shop]: someFacts({ listener: stopped }) };
    const down = { ...base, facts, gateway: { ...gatewayUp, status: 'down' } as ConsoleState['gateway'] };
    const console = await open(written, down);
    const listens = {
      ...down,
      gateway: gatewayUp,
      listening: aListening({ byGateway: 1 }),
      runs: [aRun({ status: 'ended' })],
    };
    console.services.tasks.plan.mockReturnValue({
      ok: true,
      plan: aTaskPlan({ task: { type: 'start-gateway' } }),
    });
    console.services.gateway.awaitListening.mockImplementation(async () => {
      console.learn(listens);
      return { ok: true };
    });
    await console.press('enter', 'y');
    await console.settle();
    await console.press('esc');
    expect(console.text()).toMatch(/✓ Gateway/u);
    expect(console.text()).toMatch(/› ! Test/u);
  });

  it('the test starts a listener here only where no gateway listens', async () => {
    const written: SetUpDraft = {
      accountId: shop,
      dm: { policy: 'pairing', people: [] },
      groups: { policy: 'allowlist', entries: [] },
    };
    const facts = { [shop]: someFacts({ listener: stopped }) };
    const alone = await open(written, {
      ...base,
      facts,
      gateway: { ...gatewayUp, status: 'down' } as ConsoleState['gateway'],
    });
    await alone.press('G');
    await alone.press('enter');
    expect(alone.services.listener.start).toHaveBeenCalledExactlyOnceWith(shop);
    expect(alone.text()).toContain('waiting for');

    const beside = await open(written, {
      ...base,
      facts,
      gateway: gatewayUp,
      listening: aListening({ byGateway: 1 }),
    });
    await beside.press('G');
    await beside.press('enter');
    expect(beside.services.listener.start).not.toHaveBeenCalled();
    expect(beside.text()).toContain('waiting for');
  });
});
