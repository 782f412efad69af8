// t: which list of tools, then its entries, as often as wanted, then one change.
import { describe, expect, it } from 'vitest';
import type { GroupTools } from '../../../src/core/model/account.ts';
import { toolNames, withTools } from '../../../src/tui/access/change-policy.ts';
import { accessRows } from '../../../src/tui/access/select.ts';
import { changeQuestionSentences } from '../../../src/tui/access/words.ts';
import { aConfig, anAccount, aPlannedChange, aState, salesGroupId } from '../../support/builders.ts';
import { type DrawConsoleOptions, type DrawnConsole, drawConsole } from '../../support/draw-console.tsx';
import { text } from '../../support/drawn.ts';
import { expectFits } from '../../support/render-at.tsx';

describe('names of tools', () => {
  it.each([
    ['exec, write', ['exec', 'write']],
    [' exec  write,exec ,', ['exec', 'write']],
    ['group:fs', ['group:fs']],
    ['ex\u200bec,\u2060write', ['exec', 'write']],
    ['', []],
  ])('%j', (typed, names) => expect(toolNames(typed)).toEqual(names));

  it('replace one list and leave the others; none is no rule', () => {
    const tools: GroupTools = { allow: ['read'], deny: ['exec'] };
    expect(withTools(tools, 'deny', ['write'])).toEqual({ allow: ['read'], deny: ['write'] });
    expect(withTools(tools, 'deny', [])).toEqual({ allow: ['read'] });
    expect(withTools(tools, 'alsoAllow', ['web'])).toEqual({ ...tools, alsoAllow: ['web'] });
  });
});

const open = async (
  tools: GroupTools | undefined,
  options: DrawConsoleOptions = {},
): Promise<DrawnConsole> => {
  const groups = { [salesGroupId]: tools === undefined ? {} : { tools } };
  const console = await drawConsole({
    state: aState({ config: aConfig({ accounts: [anAccount({ groups })] }) }),
    screen: 'access',
    ...options,
  });
  console.services.config.plan.mockResolvedValue({ ok: true, change: aPlannedChange() });
  const at = accessRows(console.app.frame()).findIndex((row) => row.type === 'group');
  await console.press('g', ...Array.from({ length: at }, () => 'j'), 't');
  return console;
};
const action = (tools: GroupTools | undefined) => ({
  type: 'set-group-tools',
  accountId: 'shop',
  key: salesGroupId,
  tools,
});

describe('the tools of a group', () => {
  it.each([
    [80, 24],
    [60, 20],
    [40, 12],
  ])('%i×%i: both lists are changed in one write', async (columns, rows) => {
    const console = await open({ deny: ['exec'] }, { columns, rows });
    expect(text(console)).toMatch(/› Allow +no rule[\s\S]*Also allow +no rule[\s\S]*Deny +exec/u);
    expect(text(console)).not.toContain(changeQuestionSentences.tools.review);
    expectFits(console.terminal);
    await console.press('enter');
    expect(text(console).replaceAll(/[│\s]+/gu, ' ')).toContain(changeQuestionSentences.tools.means.allow);
    expectFits(console.terminal);
    await console.type('read, web');
    await console.press('enter');
    expect(text(console)).toMatch(/Allow +read, web[\s\S]*› Review the change/u);
    await console.press('k', 'enter');
    await console.type(', write');
    await console.press('enter');
    expect(text(console)).toMatch(/Deny +exec, write/u);
    expect(console.services.config.plan).not.toHaveBeenCalled();
    await console.press('enter');
    expect(console.services.config.plan).toHaveBeenCalledExactlyOnceWith(
      action({ allow: ['read', 'web'], deny: ['exec', 'write'] }),
    );
    expect(text(console)).toContain('[ Write ]');
  });

  it('without an entry left there is no rule', async () => {
    const console = await open({ deny: ['exec'] });
    await console.press('j', 'j', 'enter', 'ctrl+u', 'enter', 'enter');
    expect(console.services.config.plan).toHaveBeenCalledExactlyOnceWith(action(undefined));
  });

  it('Esc in the entries leads back to the lists, Esc there changes nothing', async () => {
    const console = await open(undefined);
    await console.press('enter');
    await console.type('exec');
    await console.press('esc');
    expect(text(console)).toMatch(/Allow +no rule/u);
    await console.press('esc');
    expect(text(console)).not.toContain('Allow');
    expect(console.services.config.plan).not.toHaveBeenCalled();
  });

  it('what was changed and changed back needs no review', async () => {
    const console = await open({ deny: ['exec'] });
    await console.press('j', 'j', 'enter');
    await console.type(', write');
    await console.press('enter');
    expect(text(console)).toContain(changeQuestionSentences.tools.review);
    await console.press('k', 'enter', 'ctrl+u');
    await console.type('exec');
    await console.press('enter');
    expect(text(console)).not.toContain(changeQuestionSentences.tools.review);
  });
});
