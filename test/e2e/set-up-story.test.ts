// A new account from nothing to an answered message, in the set-up assistant: left and taken up again on the way, nothing written before the
// review, one write.
import { describe, expect, it } from 'vitest';
import { type DemoProgram, openDemo, openOnWorld } from '../support/demo-program.ts';
import { expectFits } from '../support/screen.ts';
import { until } from '../support/until.ts';

const fast = { env: { ZALOUSER_DEMO_SPEED: '4' } };
const timeoutMs = 60_000;

/** Words that the overlay breaks into lines. */
const said = (words: RegExp) => (screen: { text(): string }) =>
  words.test(screen.text().replace(/[│\s]+/gu, ' '));

/** The assistant with nothing answered yet. */
const openFrom = async (demo: DemoProgram): Promise<void> => {
  demo.terminal.press(':');
  await demo.terminal.until('Type to find');
  demo.terminal.type('setup');
  await demo.terminal.until(/› .*step by step/u);
  demo.terminal.press('enter');
  await demo.terminal.until(/› ! Account/u);
};

const openAssistant = async ({ terminal }: DemoProgram): Promise<void> => {
  terminal.press(':');
  await terminal.until('Type to find');
  terminal.type('setup');
  await terminal.until(/› .*step by step/u);
  terminal.press('enter');
  await terminal.until('Enter does a step');
};

describe('the set-up assistant', () => {
  it('takes a new account from nothing to a test message that is answered', {
    timeout: timeoutMs,
  }, async () => {
    const demo = await openDemo([], fast);
    const { terminal } = demo;
    const before = await demo.openclawFile('openclaw.json');
    const comments = (text: string): readonly string[] => text.match(/\/\/.*/gu) ?? [];

    // Account and profile.
    terminal.press('+');
    await terminal.until('Id of the new account');
    terminal.type('kho');
    terminal.press('enter');
    await terminal.until('zca profile of kho');
    terminal.press('enter');
    await terminal.until(/✓ Account: kho, profile kho, new/u);
    await terminal.until(/! Log in/u);
    expectFits(terminal.terminal);

    // Left before the log-in, and taken up again where it was.
    terminal.press('esc');
    await terminal.until('Set-up is kept');
    await openAssistant(demo);
    await terminal.until(/✓ Account: kho/u);
    await terminal.until(/› +! Log in/u);

    // The code is drawn on Login; scanned, the assistant comes back.
    terminal.press('enter');
    await terminal.until('Waiting for scan');
    await terminal.until(/✓ Log in: logged in/u, { deadlineMs: 20_000 });

    // Who may write.
    await terminal.until(/› +! Who may write/u);
    terminal.press('enter');
    await terminal.until('Who may write to kho?');
    terminal.press('j');
    await terminal.until(/› allowlist/u);
    terminal.press('enter');
    await terminal.until('Let in on kho');
    terminal.press('+');
    await terminal.until('Enter accept');
    terminal.type('4599000000000000001');
    terminal.press('enter');
    await terminal.until('Done: 1 chosen');
    terminal.press('g');
    await terminal.until(/› Done: 1 chosen/u);
    terminal.press('enter');
    await terminal.until(/✓ Who may write: allowlist; let in: 4599000000000000001/u);

    // Which groups.
    await terminal.until(/› +! Groups/u);
    terminal.press('enter');
    await terminal.until('In which groups does kho answer?');
    terminal.press('G');
    await terminal.until(/› disabled/u);
    terminal.press('enter');
    await terminal.until(/✓ Groups: disabled/u);
    expect(await demo.openclawFile('openclaw.json')).toBe(before);

    // One review, one write.
    await terminal.until(/› +! Review and write/u);
    terminal.press('enter');
    await terminal.until('[ Write ]');
    expect(await demo.openclawFile('openclaw.json')).toBe(before);
    terminal.press('y');
    await terminal.until(/✓ Review and write: the config says so/u);
    const after = await demo.openclawFile('openclaw.json');
    expect(after).toContain('kho');
    expect(after).toContain('4599000000000000001');
    expect(comments(after)).toEqual(comments(before));
    expect(await demo.openclawFile('openclaw.json.bak')).toBe(before);

    // No gateway runs in the demo: the test goes by this console’s own listener.
    await terminal.until(/! Gateway/u);
    terminal.press('G');
    await terminal.until(/› .*Test/u);
    terminal.press('enter');
    await terminal.until(/Test: waiting for \d+s/u);
    await until(() => demo.zcaLog().some(({ kind }) => kind === 'connected'), 'the listener to connect');
    demo.happen({
      type: 'message',
      profile: 'kho',
      from: '4599000000000000001',
      name: 'Chủ kho',
      text: 'thử nhé',
    });
    await terminal.until(said(/Chủ kho wrote\. The agent answers\./u));
    terminal.press('esc');
    await terminal.until(/● kho +connected/u);
  });

  it('is remembered from one run to the next, and asks what is true by then', {
    timeout: timeoutMs,
    tags: ['long'],
  }, async () => {
    const first = await openOnWorld([]);
    first.terminal.press('+');
    await first.terminal.until('Id of the new account');
    first.terminal.type('kho');
    first.terminal.press('enter');
    await first.terminal.until('zca profile of kho');
    first.terminal.type('-2');
    first.terminal.press('enter');
    await first.terminal.until(/✓ Account: kho, profile kho-2, new/u);
    first.terminal.press('esc');
    await first.terminal.until('Set-up is kept');
    first.terminal.press('q');
    expect((await first.terminal.exit).code).toBe(0);

    const second = await first.openAgain([]);
    await openAssistant(second);
    await second.terminal.until(/✓ Account: kho, profile kho-2, new/u);
    await second.terminal.until(/! Log in/u);
    second.terminal.press('x');
    await second.terminal.until('Forget these answers?');
    second.terminal.press('y');
    await second.terminal.until(/! Account/u);
  });

  it('beside a gateway, with a stranger: people picked from the friends, approved on the spot', {
    timeout: timeoutMs,
    tags: ['long'],
  }, async () => {
    const demo = await openDemo(['--account', 'default'], {
      columns: 60,
      rows: 20,
      env: { ...fast.env, ZALOUSER_DEMO_GATEWAY: 'up' },
    });
    const { terminal } = demo;
    await terminal.until('gateway listens');
    await openFrom(demo);
    terminal.press('enter');
    await terminal.until('Which account?');
    await terminal.until(/› default/u);
    terminal.press('enter');
    await terminal.until(/✓ Log in: logged in as Tiệm Hoa Mai/u);

    terminal.press('enter');
    await terminal.until(/› pairing/u);
    terminal.press('enter');
    await terminal.until(/\[ \]/u);
    terminal.press('/');
    terminal.type('nguyen van an');
    await terminal.until(/› \[ \].*Nguyễn Văn An/u);
    terminal.press('enter');
    await terminal.until('Space mark');
    // The first of that name is let in already.
    terminal.press('j');
    await terminal.until(/› \[ \].*158503/u);
    terminal.press('space');
    await terminal.until(/› \[[✓x]\].*Nguyễn Văn An/u);
    terminal.press('tab');
    await terminal.until(/› Done: 1 chosen/u);
    terminal.press('enter');
    await terminal.until(said(/✓ Who may write: pairing; let in: Nguyễn Văn An/u));

    terminal.press('enter');
    await terminal.until(/› allowlist/u);
    terminal.press('enter');
    await terminal.until(/› Done: no group chosen/u);
    terminal.press('enter');
    await terminal.until(/✓ Groups: allowlist/u);
    terminal.press('enter');
    await terminal.until('[ Write ]');
    expectFits(terminal.terminal);
    terminal.press('y');
    await terminal.until(/✓ Gateway: it runs the account/u, { deadlineMs: 20_000 });

    await terminal.until(/› +! Test/u);
    terminal.press('enter');
    await terminal.until(/Test: waiting for \d+s/u);
    demo.happen({ type: 'stranger', profile: 'default' });
    await terminal.until(said(/and got a pairing code\. It works\. Enter approves the sender\./u), {
      deadlineMs: 20_000,
    });
    terminal.press('enter');
    await terminal.until('[ Approve ]');
    terminal.press('y');
    await terminal.until(/Test: waiting for \d+s/u);
    // They thank, as people do; only the gateway hears it.
    await terminal.until(said(/Test: The gateway heard a message and wrote back\./u), { deadlineMs: 30_000 });
  });
});
