import { describe, expect, it } from 'vitest';
import { type SendTo, sendKey } from '../../../src/core/messages/model.ts';
import { threadId } from '../../../src/core/shared/ids.ts';
import { type DraftEvent, type Drafts, reduceDrafts, unsentDrafts } from '../../../src/tui/state/drafts.ts';
import type { EditorEdit } from '../../../src/tui/state/editor.ts';
import { salesGroupId, shop, toAn } from '../../support/builders.ts';

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
      open(toAn),
      typed(toAn, 'chào'),
      open(sales),
      typed(sales, 'cả nhà'),
      open({ ...toAn, name: 'An' }),
    );
    expect(of(drafts, toAn)).toMatchObject({
      editor: { text: 'chào', caret: 4 },
      to: { name: 'An' },
      kind: 'text',
    });
    expect(of(drafts, sales)?.editor.text).toBe('cả nhà');
  });

  it('keep a name they once had', () => {
    const { name: _, ...nameless } = toAn;
    expect(of(after(open(toAn), open(nameless)), toAn)?.to.name).toBe('Nguyễn An');
  });

  it('a person and a group of the same id are two threads', () => {
    expect(Object.keys(after(open(toAn), open({ ...toAn, isGroup: true })))).toHaveLength(2);
  });

  it('count as unsent while something is written in them, the newest first', () => {
    const drafts = after(
      open(toAn),
      typed(toAn, 'chào', 5),
      open(sales),
      typed(sales, 'cả nhà', 9),
      edit(toAn, { type: 'left' }, 12),
    );
    expect(unsentDrafts(drafts).map(({ to }) => to)).toEqual([sales, toAn]);
    expect(unsentDrafts(after(open(toAn), typed(toAn, ' \n ')))).toEqual([]);
  });

  it('after a failure are the rest, with the caret at its start, until it is sent', () => {
    const drafts = after(
      open(toAn),
      typed(toAn, 'một hai'),
      failed(toAn, { rest: 'hai', hasSentSome: true }),
    );
    expect(of(drafts, toAn)).toMatchObject({
      editor: { text: 'hai', caret: 0 },
      isRest: true,
      failure: { sentence: 'Not sent.' },
    });
    const moved = reduceDrafts(drafts, edit(toAn, { type: 'right' }));
    expect(of(moved, toAn)?.failure).toBeDefined();
    const changed = reduceDrafts(moved, typed(toAn, '!'));
    expect(of(changed, toAn)).toMatchObject({ editor: { text: 'h!ai' }, isRest: true });
    expect(of(changed, toAn)?.failure).toBeUndefined();
    expect(after(open(toAn), failed(toAn), { type: 'draft/dropped', key: sendKey(toAn) })).toEqual({});
  });

  it('after a failure of all of it are as they were, and remember only the last doubt', () => {
    const drafts = after(open(toAn), typed(toAn, 'chào'), failed(toAn, { isUncertain: true }));
    expect(of(drafts, toAn)).toMatchObject({ editor: { text: 'chào' }, isUncertain: true });
    expect(of(drafts, toAn)?.isRest).toBeUndefined();
    expect(of(reduceDrafts(drafts, failed(toAn)), toAn)?.isUncertain).toBeUndefined();
  });

  it('that are not there change nothing', () => {
    const drafts = after(open(toAn));
    expect(reduceDrafts(drafts, typed(sales, 'x'))).toBe(drafts);
  });
});
