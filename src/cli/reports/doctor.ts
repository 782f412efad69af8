import * as v from 'valibot';
import { checklistIds } from '../../core/index.ts';
import { detailOrNull, flag, listOf, report, text, textOrNull } from './parts.ts';
import { configSchema, findingSchema } from './status.ts';

const checkSchema = report('Something that is needed before messages flow.', {
  id: v.pipe(v.picklist(checklistIds), v.description('Stable.')),
  state: v.pipe(
    v.picklist(['done', 'needs-you', 'not-yet']),
    v.description('`not-yet`: not known, or not needed; nothing is to be done about it now.'),
  ),
  sentence: text('What was found.'),
  cure: textOrNull('What to do.'),
  detail: detailOrNull,
});

/** What `doctor --json` prints. */
export const doctorSchema = report('What `doctor --json` prints.', {
  needsYou: flag(
    'Something stays wrong until the operator does something: a check that needs them, or a problem. The exit code is 6 then.',
  ),
  checks: listOf(checkSchema, 'In the order in which things must be done; always all of them.'),
  findings: listOf(findingSchema, 'Problems first.'),
  config: configSchema,
});

export type DoctorReport = v.InferOutput<typeof doctorSchema>;
