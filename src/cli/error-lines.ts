// Words on the primary screen: before the console opens and after it has closed.
import type { ErrorView } from '../core/index.ts';
import { sanitizeLine } from '../core/shared/text/sanitize.ts';
import { hintText } from './remedies.ts';
import { wordsOf } from './reports/parts.ts';

/** An error as lines for stderr: the sentence and the next step, then the program's own words if there are any. */
export const errorLines = ({ sentence, hint, detail }: ErrorView): readonly string[] => [
  sanitizeLine([sentence, hintText(hint)].filter((part) => part !== undefined).join(' '), 1_000),
  ...(wordsOf(detail) === null ? [] : [`  ${wordsOf(detail)}`]),
];
