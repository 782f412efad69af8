import * as v from 'valibot';
import { type AccountCondition, sentences } from '../../core/index.ts';
import { flag, listOf, report, text, textOrNull } from './parts.ts';

/** As the Status screen has it; `logged-in` where that would say that no listener runs, for no command of these starts one. */
type Condition = Exclude<AccountCondition, 'stopped'> | 'logged-in';

const { stopped: _, ...conditionWords } = sentences.cli.oneShot.conditions;
const conditions = Object.keys(conditionWords) as readonly Condition[];

const accountSchema = report('An account.', {
  id: text('As the config has it, lower case.'),
  name: textOrNull('Who it is on Zalo.'),
  mark: v.picklist(['ok', 'busy', 'needs-you', 'failed', 'off']),
  condition: v.picklist(conditions),
  needsAttention: flag('The operator must do something before it works.'),
  enabled: v.boolean(),
  isDefault: v.boolean(),
  profile: text('Of zca.'),
  dmPolicy: textOrNull('Null while no config could be read.'),
  groupPolicy: textOrNull('Null while no config could be read.'),
  problem: v.nullable(v.string()),
  nextStep: v.nullable(v.string()),
});

/** Something to be known about the set-up. */
export const findingSchema = report('Something to be known about the set-up.', {
  code: text('Stable; docs/troubleshooting.md lists them.'),
  severity: v.picklist(['problem', 'warning', 'note']),
  account: textOrNull('Null: about all of them.'),
  sentence: v.string(),
  cure: v.nullable(v.string()),
  file: v.nullable(v.string()),
  line: v.pipe(v.nullable(v.number()), v.description('From 1.')),
});

/** What was read as the config. */
export const configSchema = report('What was read as the config.', {
  path: v.string(),
  status: v.pipe(v.picklist(['unread', 'ready', 'missing', 'broken']), v.description('`unread` only if the time was up before.')),
  generation: v.pipe(v.picklist(['226', '96']), v.description('Of OpenClaw: 226 keeps approvals in files, 96 in a database.')),
});

/** What `status --json` prints. */
export const statusSchema = report('What `status --json` prints.', {
  accounts: listOf(accountSchema, 'Those that need the operator first, disabled ones last.'),
  findings: listOf(findingSchema, 'Problems first.'),
  config: configSchema,
});

export type AccountReport = v.InferOutput<typeof accountSchema>;
export type FindingReport = v.InferOutput<typeof findingSchema>;
export type StatusReport = v.InferOutput<typeof statusSchema>;
