// The sign and the tone of a mark: how an account does, the same wherever one is shown.
import type { Mark } from '../../core/index.ts';
import type { Span } from '../text/spans.ts';
import type { Signs } from '../theme/signs.ts';
import type { Tone } from '../theme/tokens.ts';

const tones: Readonly<Record<Mark, Tone>> = { ok: 'good', busy: 'warn', 'needs-you': 'warn', failed: 'bad', off: 'muted' };

const signNames = { ok: 'connected', busy: 'connecting', 'needs-you': 'attention', failed: 'failed', off: 'off' } as const;

/** The sign of a mark. */
export const markSpan = (mark: Mark, signs: Signs): Span => ({ text: signs[signNames[mark]], tone: tones[mark] });

/** The tone of a mark, for the words beside its sign. */
export const markTone = (mark: Mark): Tone => tones[mark];
