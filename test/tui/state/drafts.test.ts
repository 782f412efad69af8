import { describe, expect, it } from 'vitest';
import { type SendTo, sendKey } from '../../../src/core/messages/model.ts';
import { threadId } from '../../../src/core/shared/ids.ts';
import { type DraftEvent, type Drafts, reduceDrafts, unsentDrafts } from '../../../src/tui/state/drafts.ts';
import type { EditorEdit } from '../../../src/tui/state/editor.ts';
import { anId, salesGroupId, shop } from '../../support/builders.ts';

const an: SendTo = { accountId: shop, threadId: threadId(anId), isGroup: false, name: 'Nguyễn An' };
const sales: SendTo = { accountId: shop, threadId: threadId(salesGroupId), isGroup: true };
const view = { cells: 20, rows: 5 };
const open = (to: SendTo): DraftEvent => ({ type: 'draft/opened', to, atMs: 1 });
const edit = (to: SendTo, change: EditorEdit, atMs = 2): DraftEvent => ({
  type: 'draft/edited',
  key: sendKey(to),
  edit: change,
  view,
  atMs,
});
const typed = (to: SendTo, text: string, atMs?: number): DraftEvent =>
  edit(to, { type: 'insert', text }, atMs);
const failed = (
  to: SendTo,
  parts: Partial<Extract<DraftEvent, { type: 'draft/failed' }>> = {},
): DraftEvent => ({
  type: 'draft/failed',
  key: sendKey(to),
  failure: { sentence: 'Not sent.' },
  hasSentSome: false,
  isUncertain: false,
  ...parts,
});
const after = (...events: readonly DraftEvent[]): Drafts => events.reduce(reduceDrafts, {});
const of = (drafts: Drafts, to: SendTo) => drafts[sendKey(to)];

describe('drafts', () => {
  it('are one a thread, and there again when it is opened again', () => {
    const drafts = after(
      open(an),
      typed(an, 'chào'),
      open(sales),
      typed(sales, 'cả nhà'),
      open({ ...an, name: 'An' }),
    );
    expect(of(drafts, an)).toMatchObject({
      editor: { text: 'chào', caret: 4 },
      to: { name: 'An' },
      kind: 'text',
    });
    expect(of(drafts, sales)?.editor.text).toBe('cả nhà');
  });

  it('keep a name they once had', () => {
    const { name: _, ...nameless } = an;
    expect(of(after(open(an), open(nameless)), an)?.to.name).toBe('Nguyễn An');
  });

  it('a person and a group of the same id are two threads', () => {
    expect(Object.keys(after(open(an), open({ ...an, isGroup: true })))).toHaveLength(2);
  });

  it('count as unsent while something is written in them, the newest first', () => {
    const drafts = after(
      open(an),
      typed(an, 'chào', 5),
      open(sales),
      typed(sales, 'cả nhà', 9),
      edit(an, { type: 'left' }, 12),
    );
    expect(unsentDrafts(drafts).map(({ to }) => to)).toEqual([sales, an]);
    expect(unsentDrafts(after(open(an), typed(an, ' \n ')))).toEqual([]);
  });

  it('after a failure are the rest, with the caret at its start, until it is sent', () => {
    const drafts = after(open(an), typed(an, 'một hai'), failed(an, { rest: 'hai', hasSentSome: true }));
    expect(of(drafts, an)).toMatchObject({
      editor: { text: 'hai', caret: 0 },
      isRest: true,
      failure: { sentence: 'Not sent.' },
    });
    const moved = reduceDrafts(drafts, edit(an, { type: 'right' }));
    expect(of(moved, an)?.failure).toBeDefined();
    const changed = reduceDrafts(moved, typed(an, '!'));
    expect(of(changed, an)).toMatchObject({ editor: { text: 'h!ai' }, isRest: true });
    expect(of(changed, an)?.failure).toBeUndefined();
    expect(after(open(an), failed(an), { type: 'draft/dropped', key: sendKey(an) })).toEqual({});
  });

  it('after a failure of all of it are as they were, and remember only the last doubt', () => {
    const drafts = after(open(an), typed(an, 'chào'), failed(an, { isUncertain: true }));
    expect(of(drafts, an)).toMatchObject({ editor: { text: 'chào' }, isUncertain: true });
    expect(of(drafts, an)?.isRest).toBeUndefined();
    expect(of(reduceDrafts(drafts, failed(an)), an)?.isUncertain).toBeUndefined();
  });

  it('that are not there change nothing', () => {
    const drafts = after(open(an));
    expect(reduceDrafts(drafts, typed(sales, 'x'))).toBe(drafts);
  });
});
