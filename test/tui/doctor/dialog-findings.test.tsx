// What the doctor knows beyond its checklist: below the steps, in the header, in the details of an account; each with its fix.
import { describe, expect, it } from 'vitest';
import type { OpenFile } from '../../../src/core/doctor/model.ts';
import type { Finding } from '../../../src/core/model/finding.ts';
import { profileName } from '../../../src/core/shared/ids.ts';
import type { ConsoleState } from '../../../src/core/state.ts';
import { keySentences } from '../../../src/tui/keys/words.ts';
import {
  aConfig,
  aFinding,
  anAccount,
  aState,
  loggedOut,
  nowMs,
  type StateParts,
  shop,
  someFacts,
} from '../../support/builders.ts';
import { type DrawConsoleOptions, type DrawnConsole, drawConsole } from '../../support/draw-console.tsx';
import { runningText, text } from '../../support/drawn.ts';
import { expectFits } from '../../support/screen.ts';

const session: OpenFile = {
  path: '/home/an/.openzca/profiles/shop/credentials.json',
  kind: 'session',
  isFolder: false,
  isWritable: false,
  isReachable: true,
  isOurs: true,
  profile: profileName('shop'),
};
const openFiles = { openFiles: [session], sessions: [] };

const withFindings = (...findings: readonly Finding[]): ConsoleState =>
  aState({ config: aConfig({ findings }) });

const doctor = async (state: ConsoleState, options: DrawConsoleOptions = {}): Promise<DrawnConsole> => {
  const console = await drawConsole({ state, columns: 100, rows: 40, ...options });
  console.app.run('app.checklist');
  await console.settle();
  expectFits(console.terminal);
  return console;
};

const go = async (console: DrawnConsole, sentence: RegExp): Promise<void> => {
  for (
    let at = 0;
    at < 60 && !console.screen().some((row) => row.includes('›') && sentence.test(row));
    at += 1
  )
    await console.press('j');
};

describe('below the steps', () => {
  it.each([
    [120, 40],
    [80, 24],
    [60, 20],
    [40, 12],
  ])('fits %i×%i, and all of it can be read', async (columns, rows) => {
    const console = await doctor(
      aState({ config: aConfig({ findings: [aFinding()] }), filePermissions: openFiles }),
      { columns, rows },
    );
    await console.press('end');
    expectFits(console.terminal);
    expect(runningText(console)).toContain('Set dmPolicy to pairing.');
  });

  it('is nothing where nothing is to be known', async () => {
    expect(text(await doctor(aState()))).not.toContain('Also to know');
  });

  it('an open policy is cured by a choice and a review', async () => {
    const console = await doctor(withFindings(aFinding()));
    await go(console, /Everybody may write/u);
    await console.press('enter');
    expect(text(console)).toContain('pairing');
    await console.press('enter');
    expect(console.services.config.plan).toHaveBeenCalledWith({
      type: 'set-dm-policy',
      accountId: shop,
      policy: 'pairing',
    });
  });

  it('what only a hand can cure says how', async () => {
    const console = await doctor(
      withFindings(aFinding({ code: 'key-unknown', sentence: 'zzz is no setting.', fix: 'Remove it.' })),
    );
    await go(console, /zzz is no setting/u);
    await console.press('enter');
    expect(console.screen().at(-2)).toContain('Remove it.');
  });

  it('Enter acts on what was chosen, also when something worse comes to light above it', async () => {
    const mild = aFinding({
      code: 'key-unknown',
      severity: 'note',
      sentence: 'zzz is no setting.',
      fix: 'Remove it.',
    });
    const console = await doctor(withFindings(mild));
    await go(console, /zzz is no setting/u);
    await console.setState(withFindings(aFinding({ severity: 'problem' }), mild));
    await console.press('enter');
    expect(console.screen().at(-2)).toContain('Remove it.');
    expect(console.services.config.plan).not.toHaveBeenCalled();
  });

  it('files are closed after a question that names the command, and nothing but these', async () => {
    const console = await doctor(
      aState({
        filePermissions: { ...openFiles, openFiles: [session, { ...session, path: '/c', isOurs: false }] },
      }),
    );
    await go(console, /can read the Zalo session/u);
    await console.press('enter');
    expect(text(console)).toContain('Close this file to other users?');
    expect(text(console)).toContain('chmod 600 /home/an/.openzca/profiles/shop/credentials.json');
    await console.press('enter');
    expect(console.services.files.makePrivate).not.toHaveBeenCalled();
    await console.press('enter');
    await console.press('y');
    expect(console.services.files.makePrivate).toHaveBeenCalledWith([session.path]);
  });

  it('enabled but logged out: to the log-in', async () => {
    const console = await doctor(aState({ facts: { [shop]: someFacts({ session: loggedOut }) } }));
    await go(console, /nobody is logged in/u);
    await console.press('enter');
    expect(console.services.login.start).toHaveBeenCalledWith(shop);
    expect(console.app.frame().ui.screen).toBe('login');
  });

  it('logged in but disabled: enable it, or log it out', async () => {
    const config = aConfig({ accounts: [anAccount({ enabled: false })] });
    const state = aState({
      config,
      facts: {},
      filePermissions: { openFiles: [], sessions: [profileName('shop')] },
    });
    const console = await doctor(state);
    await go(console, /still on this machine/u);
    await console.press('enter');
    expect(text(console)).toContain('What is to become of shop?');
    await console.press('enter');
    expect(console.services.config.plan).toHaveBeenCalledWith({
      type: 'set-account-enabled',
      accountId: shop,
      isEnabled: true,
    });
    await go(console, /still on this machine/u);
    await console.press('enter');
    await console.press('j');
    await console.press('enter');
    await console.settle();
    expect(text(console)).toContain('auth logout');
  });

  it('a finding of the gateway is cured by its command', async () => {
    const state = aState({
      gateway: { status: 'up', port: 18_789, checkedAtMs: nowMs },
      gatewayReport: { status: 'ready', atMs: nowMs, value: {} },
    });
    const console = await doctor(state);
    await go(console, /knows no account shop/u);
    await console.press('enter');
    expect(console.services.tasks.plan).toHaveBeenCalledWith({ type: 'restart-gateway' });
  });
});

describe('elsewhere', () => {
  const parts: StateParts = {
    config: aConfig({
      findings: [aFinding(), aFinding({ code: 'x', sentence: 'A note.', severity: 'note' })],
    }),
    configCheck: { status: 'ready', value: { otherServiceConfig: '/srv/claw/openclaw.json' }, atMs: nowMs },
  };

  it('the header counts problems and warnings, not notes', async () => {
    const console = await drawConsole({ state: aState(parts), columns: 120, rows: 40 });
    expect(console.screen()[0]).toContain('2 findings');
    await console.setState(aState());
    expect(console.screen()[0]).not.toContain('finding');
    expect((await drawConsole({ state: aState(parts), columns: 60, rows: 20 })).screen()[0]).toMatch(
      /zalouser-tui.*!2/u,
    );
  });

  it('the details of an account have its own and those of all, and lead to the cures', async () => {
    const console = await drawConsole({
      state: aState({ ...parts, facts: { [shop]: someFacts() } }),
      columns: 80,
      rows: 60,
    });
    await console.press('enter');
    expect(runningText(console)).toContain('problem: The gateway’s service reads /srv/claw/openclaw.json');
    expect(runningText(console)).toContain('warning: Everybody may write to the agent on shop.');
    expect(runningText(console)).toContain(keySentences['app.checklist']);
  });
});
