// What was written and not yet sent, one draft a thread. It outlives the overlay it is written in and the screen below. Pure.
import { type Hint, type OutgoingKind, type SendTo, sendKey } from '../../core/faces.ts';
import { type EditorEdit, type EditorState, type EditorView, editText, emptyEditor } from './editor.ts';

/** Why the last attempt to send ended before all was sent. */
export interface DraftFailure {
  readonly sentence: string;
  /** The program's own words. */
  readonly detail?: string;
  readonly hint?: Hint;
}

export interface Draft {
  readonly to: SendTo;
  readonly kind: OutgoingKind;
  readonly editor: EditorState;
  readonly changedAtMs: number;
  /** What stands in front of it has been sent: this is the rest. */
  readonly isRest?: true;
  /** Its first message may have been sent: the call was ended before it answered. */
  readonly isUncertain?: true;
  /** Stands there until the text is changed. */
  readonly failure?: DraftFailure;
}

export type Drafts = Readonly<Record<string, Draft>>;

export type DraftEvent =
  /** A draft is there, new or as it was left. */
  | { readonly type: 'draft/opened'; readonly to: SendTo; readonly atMs: number }
  | {
      readonly type: 'draft/edited';
      readonly key: string;
      readonly edit: EditorEdit;
      readonly view: EditorView;
      readonly atMs: number;
    }
  | { readonly type: 'draft/kind-changed'; readonly key: string; readonly kind: OutgoingKind }
  /** Not all was sent: `rest` is what is left of a text; absent, all of it. */
  | {
      readonly type: 'draft/failed';
      readonly key: string;
      readonly failure: DraftFailure;
      readonly rest?: string;
      readonly hasSentSome: boolean;
      readonly isUncertain: boolean;
    }
  /** Sent, or discarded. */
  | { readonly type: 'draft/dropped'; readonly key: string };

/** Is there nothing in it that could be lost? */
export const isBlankDraft = ({ editor }: Draft): boolean => editor.text.trim() === '';

/** The drafts that quitting would lose, the one changed last first. */
export const unsentDrafts = (drafts: Drafts): readonly Draft[] =>
  Object.values(drafts)
    .filter((draft) => !isBlankDraft(draft))
    .toSorted((a, b) => b.changedAtMs - a.changedAtMs);

const opened = (drafts: Drafts, { to, atMs }: Extract<DraftEvent, { type: 'draft/opened' }>): Drafts => {
  const key = sendKey(to);
  const known = drafts[key];
  return {
    ...drafts,
    [key]:
      known === undefined
        ? { to, kind: 'text', editor: emptyEditor, changedAtMs: atMs }
        : { ...known, to: { ...known.to, ...to } },
  };
};

const edited = (draft: Draft, { edit, view, atMs }: Extract<DraftEvent, { type: 'draft/edited' }>): Draft => {
  const editor = editText(draft.editor, edit, view);
  if (editor.text === draft.editor.text) return { ...draft, editor };
  const { failure: _, ...rest } = draft;
  return { ...rest, editor, changedAtMs: atMs };
};

const failed = (draft: Draft, event: Extract<DraftEvent, { type: 'draft/failed' }>): Draft => {
  const { isUncertain: _, ...known } = draft;
  return {
    ...known,
    editor: event.rest === undefined ? draft.editor : { ...emptyEditor, text: event.rest },
    failure: event.failure,
    ...(event.hasSentSome ? { isRest: true } : {}),
    ...(event.isUncertain ? { isUncertain: true } : {}),
  };
};

export const reduceDrafts = (drafts: Drafts, event: DraftEvent): Drafts => {
  if (event.type === 'draft/opened') return opened(drafts, event);
  const { key } = event;
  const draft = drafts[key];
  if (draft === undefined) return drafts;
  switch (event.type) {
    case 'draft/edited':
      return { ...drafts, [key]: edited(draft, event) };
    case 'draft/kind-changed':
      return { ...drafts, [key]: { ...draft, kind: event.kind } };
    case 'draft/failed':
      return { ...drafts, [key]: failed(draft, event) };
    case 'draft/dropped':
      return Object.fromEntries(Object.entries(drafts).filter(([other]) => other !== key));
  }
};
