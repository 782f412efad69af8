// + on Access: what is pasted out of a chat may hold more than can be seen.
import { expect, it } from 'vitest';
import { accessRows } from '../../../src/tui/access/select.ts';
import { aConfig, anAccount, aPlannedChange, aState } from '../../support/builders.ts';
import { type DrawnConsole, drawConsole } from '../../support/draw-console.tsx';

const addOn = async (key: string, typed: string): Promise<DrawnConsole> => {
  const console = await drawConsole({
    state: aState({ config: aConfig({ accounts: [anAccount()] }) }),
    screen: 'access',
  });
  console.services.config.plan.mockResolvedValue({ ok: true, change: aPlannedChange() });
  const at = accessRows(console.app.frame()).findIndex((row) => row.type === 'setting' && row.key === key);
  await console.press('g', ...Array.from({ length: at }, () => 'j'), '+');
  await console.type(typed);
  await console.press('enter');
  return console;
};

it('writes the id of a person without what cannot be seen', async () => {
  const console = await addOn('allowFrom', '\u200b4512\u2060000 ');
  expect(console.services.config.plan).toHaveBeenCalledWith({
    type: 'add-allow-from',
    accountId: 'shop',
    entries: ['4512000'],
  });
});

it('writes that of a group so, too', async () => {
  const console = await addOn('groups', '\u200e7100\u200b');
  expect(console.services.config.plan).toHaveBeenCalledWith({
    type: 'set-group',
    accountId: 'shop',
    key: '7100',
    isAllowed: true,
  });
});

it('asks on where nothing can be seen', async () => {
  const console = await addOn('allowFrom', '\u200b');
  expect(console.services.config.plan).not.toHaveBeenCalled();
});
