/** What the next direct message of a person comes to. */
export type Outlook =
  /** The agent answers: by the approval, because `dmPolicy` is `open` to everybody, or by an entry of `allowFrom`. */
  (
    | { readonly status: 'through'; readonly by: 'approved' }
    | { readonly status: 'through'; readonly by: 'open' }
    | { readonly status: 'through'; readonly by: 'allow-from'; readonly entry: string }
    /** A code is sent; it was sent already; none is sent, because too many wait. */
    | { readonly status: 'asks' | 'asked' | 'full' }
    /** Dropped without a code, by this value of `dmPolicy`. */
    | { readonly status: 'dropped'; readonly policy: string }
    /** Not known: `allowFrom` holds names, and the friend list that tells whose they are has not been read. */
    | { readonly status: 'unchecked'; readonly entries: readonly string[] }
    /** Not known: the config could not be read. */
    | { readonly status: 'unknown' }
    /** The config lists no such account: nothing listens. */
    | { readonly status: 'unlisted' }
  ) & {
    /** Nothing listens at the moment: the rest holds when it is switched on again. */
    readonly off?: 'account' | 'plugin';
  };
