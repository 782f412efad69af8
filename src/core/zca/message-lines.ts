// The lines zca puts around what was written (the zca contract, `content`). Strangers can type such lines too: only as many are taken off
// as zca itself says it put there. Pure.

/** One address zca attached, as its line tells it. */
export interface AttachedFile {
  readonly path?: string;
  readonly url?: string;
  /** What it was fetched as, such as `image/png`. */
  readonly type?: string;
}

/** What stands in the brackets: `PATH (TYPE) | URL`, or one of them alone. Paths and addresses may hold anything but a line end. */
const readInside = (inside: string): AttachedFile => {
  const bar = inside.lastIndexOf(' | ');
  const [first, behind] = bar === -1 ? [inside, undefined] : [inside.slice(0, bar), inside.slice(bar + 3)];
  const [, place = first, type] = /^(.*) \(([^()]*)\)$/su.exec(first) ?? [];
  const url = behind ?? (/^https?:/iu.test(place) ? place : undefined);
  return {
    ...(place === url ? {} : { path: place }),
    ...(url === undefined ? {} : { url }),
    ...(type === undefined ? {} : { type }),
  };
};

const attachedLine = /^\[media attached(?: \d+\/\d+)?: ([^\n]*)\]$/u;
const attachedHead = /^\[media attached: (\d{1,3}) files\]$/u;

/** Content without the lines of its attachments, which stand before the text: one, or `[media attached: N files]` and N. */
export const cutAttached = (
  content: string,
): { readonly text: string; readonly files: readonly AttachedFile[] } => {
  const lines = content.split('\n');
  const head = attachedHead.exec(lines[0] ?? '')?.[1];
  const first = head === undefined ? 0 : 1;
  const expected = head === undefined ? 1 : Number(head);
  const files: AttachedFile[] = [];
  while (files.length < expected) {
    const inside = attachedLine.exec(lines[first + files.length] ?? '')?.[1];
    if (inside === undefined) break;
    files.push(readInside(inside));
  }
  return { text: lines.slice(first + files.length).join('\n'), files };
};

const replyContextMark = '\n[reply context: ';
const replyMediaLine = /^\[reply media attached(?:: | (\d+)\/(\d+): )[^\n]*\]$/u;
const replyMediaHead = /^\[reply media attached: (\d{1,3}) files\]$/u;

/** How many lines at the end tell of what the quoted message had attached: one, or those of `[reply media attached: N files]`. */
const replyMediaCount = (lines: readonly string[]): number => {
  const last = replyMediaLine.exec(lines.at(-1) ?? '');
  if (last === null) return 0;
  const expected = Number(last[2] ?? 0);
  if (expected === 0 || last[1] !== last[2]) return 1;
  let count = 1;
  while (
    count < expected &&
    replyMediaLine.exec(lines.at(-1 - count) ?? '')?.[1] === String(expected - count)
  )
    count += 1;
  const head = replyMediaHead.exec(lines.at(-1 - count) ?? '')?.[1];
  return head === String(expected) ? count + 1 : count;
};

const withoutReplyMedia = (text: string): string => {
  const lines = text.split('\n');
  const count = replyMediaCount(lines);
  return count === 0 ? text : lines.slice(0, lines.length - count).join('\n');
};

/** Without the last reply context: it is zca's own, an earlier one was typed by the sender. The name in it may have several lines. */
const withoutContext = (text: string): string => {
  if (!text.trimEnd().endsWith(']')) return text;
  const at = `\n${text}`.lastIndexOf(replyContextMark);
  return at === -1 ? text : text.slice(0, Math.max(0, at - 1));
};

/** Content without what zca says of the quoted message behind the text: its media, then its context; some programs in the other order. */
export const cutReply = (content: string): string => {
  const bare = withoutReplyMedia(content.trimEnd());
  const before = withoutContext(bare);
  if (before === bare) return bare.length === content.trimEnd().length ? content : bare;
  return withoutReplyMedia(before);
};
