// From a key to a written config, on a fake core: what is asked, in which order, and that nothing is written unasked.
import { describe, expect, it } from 'vitest';
import type { PlannedChange } from '../../../src/core/config/change-request.ts';
import { aConfig, anAccount, anApproved, anId, aState, binhId } from '../../support/builders.ts';
import { drawConsole } from '../../support/draw-console.tsx';
import { text } from '../../support/drawn.ts';

const state = aState({
  config: aConfig({ accounts: [anAccount({ dmPolicy: 'pairing', allowFrom: [anId] })] }),
  pairing: { approved: [anApproved('shop', binhId)] },
});

const planned: PlannedChange = {
  summary: 'Direct messages on shop: allowlist',
  file: '/home/an/.openclaw/openclaw.json',
  before: 'a\n',
  after: 'b\n',
  diff: [
    { kind: 'removed', text: 'a', beforeLine: 1 },
    { kind: 'added', text: 'b', afterLine: 1 },
  ],
  reload: 'channel-restarts',
  effect: 'The gateway restarts the channel within a second.',
  consequences: [],
  read: [{ file: '/home/an/.openclaw/openclaw.json', text: 'a\n' }],
  view: aConfig({ accounts: [anAccount({ dmPolicy: 'allowlist', allowFrom: [anId] })] }),
  newFindings: [],
};

const open = async () => {
  const console = await drawConsole({ state, screen: 'access', columns: 80, rows: 30 });
  console.services.config.plan.mockResolvedValue({ ok: true, change: planned });
  // The row of dmPolicy.
  for (
    let row = 0;
    row < 12 && !(console.screen().find((text) => text.startsWith('›')) ?? '').includes('dmPolicy');
    row += 1
  )
    await console.press('j');
  return console;
};

describe('changing who may write', () => {
  it('asks for the policy with its meaning, then whether those approved come along, then shows the diff', async () => {
    const console = await open();
    await console.press('e');
    expect(text(console)).toContain('only those in allowFrom');
    await console.press('j', 'enter');
    expect(text(console)).toContain('1 approved by code is not in allowFrom');
    await console.press('enter');
    expect(console.services.config.plan).toHaveBeenCalledWith({
      type: 'set-dm-policy',
      accountId: 'shop',
      policy: 'allowlist',
      alsoAllow: [binhId],
    });
    expect(text(console)).toMatch(/- a[\s\S]*\+ b/u);
    expect(text(console)).toContain('restarts the channel');
    // Who would be locked out is said before the diff.
    expect(text(console)).toMatch(/answered → not in allowlist[\s\S]*- a/u);
    expect(console.services.config.write).not.toHaveBeenCalled();
  });

  it('begins on Cancel: Enter writes nothing, y writes once', async () => {
    const console = await open();
    await console.press('e', 'j', 'enter', 'enter', 'enter');
    expect(console.services.config.write).not.toHaveBeenCalled();
    await console.press('e', 'j', 'enter', 'enter', 'y');
    expect(console.services.config.write).toHaveBeenCalledTimes(1);
    expect(text(console)).toContain('Written. The gateway restarts the channel');
  });

  it('asks again with their change where somebody else wrote meanwhile', async () => {
    const console = await open();
    console.services.config.write.mockResolvedValueOnce({
      ok: false,
      error: { code: 'config-changed', sentence: 'Changed.' },
    });
    await console.press('e', 'j', 'enter', 'enter', 'y');
    expect(text(console)).toContain('Somebody else changed the file meanwhile');
    expect(console.services.config.plan).toHaveBeenCalledTimes(2);
    await console.press('n');
    expect(console.services.config.write).toHaveBeenCalledTimes(1);
  });

  it('says until a key what a hand must still do', async () => {
    const console = await open();
    const effect = 'gateway.reload.mode is off: nothing changes until the gateway is restarted.';
    console.services.config.plan.mockResolvedValue({
      ok: true,
      change: { ...planned, reload: 'nothing-until-restart', effect },
    });
    await console.press('e', 'enter', 'y');
    await console.passTime(60_000);
    expect(text(console).replaceAll(/\s+/gu, ' ')).toContain(`! Written. ${effect}`);
    await console.press('k');
    expect(text(console)).not.toContain('Written.');
  });

  it('shows why a change cannot be made', async () => {
    const console = await open();
    console.services.config.plan.mockResolvedValue({
      ok: false,
      error: { code: 'change-refused', sentence: 'It comes from the variable POLICY.', hint: 'Change that.' },
    });
    await console.press('e', 'enter');
    expect(text(console)).toContain('It comes from the variable POLICY. Change that.');
  });

  it('types no answer nobody has read: a burst opens the first question and is dropped', async () => {
    const console = await open();
    await console.type('e\r\r\ry');
    expect(console.services.config.plan).not.toHaveBeenCalled();
    expect(text(console)).toContain('Who may write directly to shop?');
  });

  it('fits where it is tight, buttons and all', async () => {
    const console = await open();
    await console.press('e', 'enter');
    await console.resize(40, 12);
    expect(text(console)).toContain('[ Cancel ]');
    expect(console.screen()).toHaveLength(12);
  });
});
