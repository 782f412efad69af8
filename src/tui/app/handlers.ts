import type { BindingId } from '../keys/bindings.ts';
import type { App } from './app.ts';
import type { Frame } from './frame.ts';

/** What a binding does, and when it cannot be done, why. */
export interface Handler {
  /** One sentence why this cannot be done now; undefined when it can. */
  readonly reason?: (frame: Frame) => string | undefined;
  readonly run: (app: App, frame: Frame) => void | Promise<void>;
}

/** The handlers of some rows of the table. */
export type Handlers<Id extends BindingId = BindingId> = Readonly<Record<Id, Handler>>;

/** The ids of a group: `IdsOf<'feed'>` is every `feed.…`. */
export type IdsOf<Group extends string> = Extract<BindingId, `${Group}.${string}`>;
