// E: the file that owns the row, in the operator's editor; then what is wrong with it, and nothing put right silently.
import { describe, expect, it } from 'vitest';
import type { Finding } from '../../../src/core/model/finding.ts';
import type { ConsoleState } from '../../../src/core/state.ts';
import { accessRows } from '../../../src/tui/access/select.ts';
import { changeQuestionSentences, editConfigSentences } from '../../../src/tui/access/words.ts';
import {
  aConfig,
  aFinding,
  anAccount,
  anApproved,
  anId,
  aState,
  type StateParts,
  setting,
} from '../../support/builders.ts';
import { type DrawConsoleOptions, type DrawnConsole, drawConsole } from '../../support/draw-console.tsx';
import { text } from '../../support/drawn.ts';
import { expectFits } from '../../support/render-at.tsx';
import { goTo } from './go-to.ts';

const main = '/home/an/.openclaw/openclaw.json';
const people = '/home/an/.openclaw/conf/people.json5';
const account = {
  ...anAccount({ allowFrom: [anId] }),
  dmPolicy: setting('pairing', 'base', 'dmPolicy'),
  allowFrom: setting<readonly string[]>([anId], 'account', 'accounts.shop.allowFrom'),
  profile: { ...anAccount().profile, source: 'environment' as const, path: 'ZCA_PROFILE' },
};
const config = aConfig({
  accounts: [account],
  files: [main, people],
  owners: {
    'channels.zalouser.dmPolicy': [{ file: main, line: 7 }],
    'channels.zalouser.accounts.shop.allowFrom': [
      { file: main, line: 9 },
      { file: people, line: 2 },
    ],
    'channels.zalouser.accounts.shop': [{ file: people, line: 1 }],
  },
  findings: [aFinding({ code: 'w', sentence: 'A remark.', place: { file: people, line: 4 } })],
});
const broken: Finding = aFinding({
  severity: 'problem',
  code: 'config-broken',
  sentence: 'It is not valid JSON5.',
  place: { file: main, line: 3 },
});

/** A console whose editor notes what it was given and then does `act`. */
const open = async (
  options: DrawConsoleOptions & {
    readonly parts?: StateParts;
    readonly act?: (console: DrawnConsole) => Promise<void>;
  } = {},
) => {
  const edited: (readonly [string, number | undefined])[] = [];
  const { parts, act, ...rest } = options;
  const console: DrawnConsole = await drawConsole({
    state: aState({ config, ...parts }),
    screen: 'access',
    edit: async (file, line) => {
      edited.push([file, line]);
      await act?.(console);
      return { ok: true };
    },
    ...rest,
  });
  return { console, edited };
};

const withFindings = (findings: readonly Finding[], status: 'ready' | 'broken' = 'ready'): ConsoleState =>
  aState({ config: { ...config, status, findings } });

describe('which file', () => {
  it.each([
    ['shop dmPolicy', main, 7],
    ['finding 0', people, 4],
  ])('%s: the one that says it, at its line', async (row, file, line) => {
    const { console, edited } = await open();
    await goTo(console, row);
    await console.press('E');
    expect(edited).toEqual([[file, line]]);
    expect(console.services.config.reload).toHaveBeenCalledOnce();
    expect(console.screen().at(-2)).toMatch(/was read again: no problem found/u);
  });

  it('an account: the file its entry is in', async () => {
    const { console, edited } = await open();
    const at = accessRows(console.app.frame()).findIndex((row) => row.type === 'account');
    await console.press('g', ...Array.from({ length: at }, () => 'j'), 'E');
    expect(edited).toEqual([[people, 1]]);
  });

  it.each([
    [80, 24],
    [60, 20],
    [40, 12],
  ])('%i×%i: asks where several files say it, and opens the chosen one', async (columns, rows) => {
    const { console, edited } = await open({ columns, rows });
    await goTo(console, `shop allowFrom 0 ${anId}`);
    await console.press('E');
    expect(text(console).replaceAll(/[│\s]+/gu, '')).toContain(
      'channels.zalouser.accounts.shop.allowFromisputtogetherfromseveralfiles',
    );
    expect(text(console)).toMatch(/› openclaw\.json:9[\s\S]*people\.json5:2/u);
    expectFits(console.terminal);
    await console.press('j', 'enter');
    expect(edited).toEqual([[people, 2]]);
  });

  it('asks among all files where nothing says the value, and opens none on Esc', async () => {
    const { console, edited } = await open();
    await goTo(console, 'shop groupPolicy');
    await console.press('E');
    expect(text(console)).toMatch(/› openclaw\.json [\s\S]*people\.json5/u);
    await console.press('esc');
    expect(edited).toEqual([]);
    expect(console.services.config.reload).not.toHaveBeenCalled();
  });

  it('asks nothing where there is one file', async () => {
    const { console, edited } = await open({ parts: { config: { ...config, files: [main] } } });
    await goTo(console, 'shop groupPolicy');
    await console.press('E');
    expect(edited).toEqual([[main, undefined]]);
  });

  it.each([
    ['shop profile', 'It comes from the variable ZCA_PROFILE'],
    ['shop approved', 'kept in the pairing store'],
  ])('%s is in none, and says so', async (row, said) => {
    const { console, edited } = await open({ parts: { pairing: { approved: [anApproved()] } } });
    await goTo(console, row);
    await console.press('E');
    expect(edited).toEqual([]);
    expect(text(console).replaceAll(/\s+/gu, ' ')).toContain(said);
  });
});

describe('when the editor has ended', () => {
  it.each([
    [80, 24],
    [60, 20],
    [40, 12],
  ])('%i×%i: what is wrong, with its line, and the offer to open it there again', async (columns, rows) => {
    let runs = 0;
    const { console, edited } = await open({
      columns,
      rows,
      act: async (drawn) => {
        runs += 1;
        drawn.services.config.reload.mockImplementationOnce(async () => {
          drawn.learn(runs === 1 ? withFindings([broken], 'broken') : withFindings([]));
          return { ok: true };
        });
      },
    });
    await goTo(console, 'shop dmPolicy');
    await console.press('E');
    expect(text(console)).toContain('The config has a problem now');
    expect(text(console).replaceAll(/[│\s]+/gu, ' ')).toContain('openclaw.json:3 It is not valid JSON5.');
    expect(text(console).replaceAll(/[│\s]+/gu, ' ')).toContain(editConfigSentences.asSaved);
    expect(text(console)).toMatch(/› Open openclaw\.json:3 again/u);
    expectFits(console.terminal);
    await console.press('enter');
    expect(edited).toEqual([
      [main, 7],
      [main, 3],
    ]);
    expect(text(console)).toContain('✓ openclaw.json was read again: no prob');
  });

  it('leaves the file as it is where that is the answer, and says where to read on', async () => {
    const { console, edited } = await open({
      act: async (drawn) => {
        drawn.services.config.reload.mockImplementationOnce(async () => {
          drawn.learn(withFindings([broken], 'broken'));
          return { ok: true };
        });
      },
    });
    await goTo(console, 'shop dmPolicy');
    await console.press('E', 'j', 'enter');
    expect(edited).toHaveLength(1);
    expect(console.screen().at(-2)).toContain('One new problem');
    expect(console.services.config.write).not.toHaveBeenCalled();
    expect(console.services.config.undo).not.toHaveBeenCalled();
  });

  it('names what was wrong before without asking about it', async () => {
    const { console } = await open({ parts: { config: { ...config, findings: [broken] } } });
    await goTo(console, 'shop dmPolicy');
    await console.press('E');
    expect(console.screen().at(-2)).toContain('one problem stays: openclaw.json:3');
  });

  it('says why where the editor could not be run', async () => {
    const { console } = await open({
      edit: async () => ({
        ok: false,
        error: { code: 'not-started', sentence: 'The editor nvi could not be started.', hint: 'Set EDITOR.' },
      }),
    });
    await goTo(console, 'shop dmPolicy');
    await console.press('E');
    expect(console.screen().at(-2)).toContain('nvi could not be started. Set EDITOR.');
  });
});

describe('U after E', () => {
  const written = { file: main, summary: 'Direct messages on shop: allowlist' };

  it('no longer applies once the file says something else; both keys say so', async () => {
    const { console } = await open({
      act: async (drawn) => {
        drawn.services.config.reload.mockImplementationOnce(async () => {
          drawn.learn(aState({ config, lastWrite: { ...written, isOvertaken: true } }));
          return { ok: true };
        });
      },
      parts: { lastWrite: written },
    });
    await goTo(console, 'shop dmPolicy');
    await console.press('E');
    expect(text(console).replaceAll(/\s+/gu, ' ')).toContain(editConfigSentences.undoOvertaken);
    await console.press('U');
    expect(text(console)).not.toContain(changeQuestionSentences.undoTitle);
    expect(text(console).replaceAll(/\s+/gu, ' ')).toContain(
      'U no longer applies: the file has changed since our last write.',
    );
    expect(console.services.config.undo).not.toHaveBeenCalled();
  });

  it('still takes our last write back where another file was edited', async () => {
    const { console } = await open({ parts: { lastWrite: written } });
    await goTo(console, 'shop dmPolicy');
    await console.press('E');
    expect(console.screen().at(-2)).not.toContain('U no longer');
    await console.press('U');
    expect(text(console)).toContain(changeQuestionSentences.undoTitle);
    await console.press('y');
    expect(console.services.config.undo).toHaveBeenCalledOnce();
  });
});

it('opens nothing where there is no config', async () => {
  const { console, edited } = await open({
    parts: { config: aConfig({ status: 'missing', accounts: [], findings: [] }) },
  });
  await console.press('E');
  expect(edited).toEqual([]);
  expect(console.screen().at(-2)).toContain('There is no config yet: e creates one');
});
