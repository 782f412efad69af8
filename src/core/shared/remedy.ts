// What can be done about a failure or a finding, as values: every face words them in its own way, with its keys or its commands.
import type { AccountId } from './ids.ts';

/** What the next step of the set-up assistant does. */
type SetUpAction =
  | 'start-gateway'
  | 'ask-gateway'
  | 'see-to-gateway'
  | 'begin-test'
  | 'look-further'
  | 'approve-sender'
  | 'see-message'
  | 'test-again';

/** Every action that a hint may name, with what has to be known to name it. */
interface Deeds {
  readonly 'log-in': { readonly accountId?: AccountId };
  /** Of a disabled account that is logged in: the one or the other. */
  readonly 'enable-or-log-out': { readonly profile: string };
  /** Another one than that which the config does not list. */
  readonly 'choose-account': unknown;
  readonly 'see-account': unknown;
  /** Ask zca again whether somebody is logged in. */
  readonly 'check-account': unknown;
  /** The same of every account. */
  readonly 'ask-again': unknown;
  readonly 'install-zca': unknown;
  /** Ours is put where the gateway finds it; shown and asked first. */
  readonly 'give-gateway-zca': unknown;
  /** `said`: whether the program that failed gave words of its own; absent where those have been quoted. */
  readonly 'see-call': { readonly said?: 'something' | 'nothing' };
  readonly 'start-gateway': unknown;
  readonly 'see-gateway': unknown;
  readonly 'gateway-status': unknown;
  /** Its listeners begin anew. `hasProgram`: there is an `openclaw` to do it with; `when`: after what was done first, or only if that did not help. */
  readonly 'restart-gateway': { readonly hasProgram: boolean; readonly when?: 'then' | 'still-deaf' };
  readonly 'install-plugin': unknown;
  readonly 'enable-plugin': unknown;
  /** At a gateway that holds its session. */
  readonly 'start-account': { readonly accountId: AccountId };
  /** Of the gateway that has it: it begins to listen again. */
  readonly 'restart-channel': unknown;
  /** That of the console. */
  readonly 'start-listener': unknown;
  readonly 'stop-listener': unknown;
  readonly 'see-listener': unknown;
  /** One that an earlier run of the console left behind. */
  readonly 'end-listener': { readonly pid: number };
  /** Somebody approved is told so once more. */
  readonly 'tell-again': unknown;
  /** Those who wait for approval. */
  readonly 'see-requests': unknown;
  readonly 'do-step': { readonly step: SetUpAction };
  /** What is wrong in the config, with file and line. */
  readonly 'see-config': unknown;
  /** Whether there is a config, and what became of it. */
  readonly 'look-at-config': unknown;
  readonly 'see-findings': unknown;
  readonly 'create-config': unknown;
  /** In the config. `hasProgram`: there is an `openclaw` that can do it. */
  readonly 'switch-on': { readonly what: 'plugin' | 'channel'; readonly hasProgram?: boolean };
  readonly 'read-config': unknown;
  readonly 'edit-file': unknown;
  /** `what`: the change, as the beginning of a sentence; absent where the words around it name it. */
  readonly 'change-access': { readonly what?: string };
  readonly 'enable-account': unknown;
  readonly 'enable-channel': unknown;
  /** Where the config was looked for. */
  readonly 'find-config': unknown;
}

type Action = keyof Deeds;

/** One action; of all, or of those with these names. */
export type Remedy<A extends Action = Action> = { [K in A]: { readonly action: K } & Deeds[K] }[A];

/** What to do: words that hold in every face, actions, or some of both in the order in which they are read. */
export type Hint = string | Remedy | readonly (string | Remedy)[];

/** How one face names each action; whole sentences, or nothing where that face has none to offer. */
export type RemedyWords = { readonly [A in Action]: (remedy: Remedy<A>) => string };

const isList = (hint: Hint): hint is readonly (string | Remedy)[] => Array.isArray(hint);

/** Several hints as one, to be read one after the other. */
export const hintsInOne = (...hints: readonly (Hint | undefined)[]): Hint =>
  hints.flatMap((hint) => (hint === undefined ? [] : isList(hint) ? hint : [hint]));

/** The hint as one face says it; undefined where there is nothing to say. */
export const hintIn = (words: RemedyWords, hint: Hint | undefined): string | undefined => {
  const word = <A extends Action>(remedy: Remedy<A>): string => words[remedy.action](remedy);
  const parts =
    hint === undefined
      ? []
      : (isList(hint) ? hint : [hint]).map((part) => (typeof part === 'string' ? part : word(part)));
  const texts = parts.filter((part) => part !== '');
  // A command ends without a full stop, so that it can be copied; before other words it needs one.
  const text = texts
    .map((part, index) => (index < texts.length - 1 && !/[.!?:]$/u.test(part) ? `${part}.` : part))
    .join(' ');
  return text === '' ? undefined : text;
};
