// Words on the primary screen: before the console opens and after it has closed.
import type { ErrorView } from '../core/index.ts';
import { redactText } from '../core/process/redact.ts';
import { sanitizeLine } from '../core/text/sanitize.ts';

/** An error as lines for stderr: the sentence and the next step, then the program's own words if there are any. */
export const errorLines = ({ sentence, hint, shellHint, detail }: ErrorView): readonly string[] => [
  sanitizeLine([sentence, shellHint ?? hint].filter((part) => part !== undefined).join(' '), 1_000),
  ...(detail === undefined || detail === '' ? [] : [`  ${sanitizeLine(redactText(detail), 500)}`]),
];
