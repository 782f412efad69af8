import { describe, expect, expectTypeOf, it } from 'vitest';
import { sendKey } from '../../../src/core/messages/model.ts';
import type { Frame } from '../../../src/tui/app/frame.ts';
import type { Dialog, OverlayOf, OverlayType } from '../../../src/tui/dialogs/dialog.ts';
import { opened, selectedIdOf } from '../../../src/tui/dialogs/opened.ts';
import { type Dialogs, dialogOf, dialogs } from '../../../src/tui/dialogs/registry.ts';
import { bindings } from '../../../src/tui/keys/bindings.ts';
import { placesOf } from '../../../src/tui/keys/resolve.ts';
import type { Overlay } from '../../../src/tui/state/ui-state.ts';
import {
  aCommand,
  aMessage,
  aPlannedChange,
  aRun,
  aState,
  aWaitingLogin,
  nowMs,
} from '../../support/builders.ts';
import { aFrame, noReason } from '../plain/frames.ts';

const { accountId, threadId } = aMessage();
const to = { accountId, threadId, isGroup: false };
const question = { id: 1, title: 'A question', lines: ['What it says.'] };
const focus = 'cancel';

/** One of each: a new type of overlay does not compile without one here. */
const samples: { readonly [Type in OverlayType]: OverlayOf<Type> } = {
  confirm: { type: 'confirm', ...question, confirmLabel: 'Do it', isDanger: false, focus },
  prompt: { type: 'prompt', ...question, isBusy: false },
  choice: { type: 'choice', ...question, choices: [{ label: 'One', means: 'The first.' }] },
  pick: {
    type: 'pick',
    ...question,
    source: { type: 'fixed', rows: [{ key: '1', label: 'Nguyễn An' }] },
    picked: [],
    extras: [],
    typeLabel: 'Type an id',
    typeLines: [],
    doneLabel: 'Done',
    isFiltering: false,
  },
  review: {
    type: 'review',
    id: 1,
    change: aPlannedChange(),
    whatIf: { messages: [], messageCount: 0, people: [], personCount: 0 },
    focus,
  },
  compose: { type: 'compose', key: sendKey(to), focus: 'text' },
  help: { type: 'help' },
  details: { type: 'details' },
  'command-log': { type: 'command-log' },
  'command-run': { type: 'command-run', runId: aRun().id },
  'copy-menu': { type: 'copy-menu', items: [{ label: 'Id', text: '4512000000000004821' }] },
  'raw-text': { type: 'raw-text', title: 'A text', text: 'its line' },
  checklist: { type: 'checklist' },
  'set-up': { type: 'set-up' },
  qr: { type: 'qr' },
};

const core = aState({ commandLog: [aCommand()], runs: [aRun()], login: aWaitingLogin() });
const frameWith = (overlay: Overlay): Frame =>
  aFrame('status', core, { type: 'draft/opened', to, atMs: nowMs }, { type: 'overlay/opened', overlay });

describe('the table of dialogs', () => {
  it('has one for every type of overlay, and none without speech', () => {
    expectTypeOf(dialogs).toEqualTypeOf<Dialogs>();
    expectTypeOf<keyof Dialogs>().toEqualTypeOf<OverlayType>();
    const { qr, ...others } = dialogs;
    const { speech, ...silent } = qr;
    // @ts-expect-error one is missing
    const incomplete: Dialogs = others;
    // @ts-expect-error it says nothing
    const mute: Dialog<'qr'> = silent;
    expect(speech).toBeDefined();
    expect([Object.keys(incomplete).length, 'speech' in mute]).toEqual([
      Object.keys(samples).length - 1,
      false,
    ]);
  });

  it.each(Object.values(samples))(
    '$type: says what it is, what is in it and what has the focus',
    (overlay) => {
      const frame = frameWith(overlay);
      const { speech } = dialogOf(overlay);
      const at = opened<OverlayType>(overlay, frame);
      expect(speech.title(at)).not.toBe('');
      expect(speech.lines(at).join(' ')).not.toBe('');
      expect(speech.focus(at, selectedIdOf(at), noReason)).not.toBe('');
    },
  );

  it.each(Object.values(samples))(
    '$type: hears a key that is bound, stands in the terminal, and has room for its list',
    (overlay) => {
      const frame = frameWith(overlay);
      const places = placesOf(frame.ui);
      expect(bindings.some(({ place }) => places.includes(place))).toBe(true);
      const { rect, room } = opened<OverlayType>(overlay, frame);
      expect(rect.left + rect.width).toBeLessThanOrEqual(frame.layout.columns);
      expect(rect.top + rect.height).toBeLessThanOrEqual(frame.layout.rows);
      expect(room.height).toBeGreaterThan(0);
    },
  );
});
