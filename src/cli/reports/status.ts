import * as v from 'valibot';
import { type AccountCondition, checklistIds } from '../../core/faces.ts';
import { cliSentences } from '../words.ts';
import {
  detailOrNull,
  errorOrNull,
  errorReportSchema,
  flag,
  listOf,
  report,
  text,
  textOrNull,
  timeOrNull,
} from './parts.ts';

/**
 * As the Status screen has it; for no command of these starts a listener, `logged-in` where that would say that none runs, or `no-gateway`
 * where nobody is answered because of that.
 */
type Condition = Exclude<AccountCondition, 'stopped'> | 'logged-in' | 'no-gateway';

const { stopped: _, ...conditionWords } = cliSentences.oneShot.conditions;
const conditions = Object.keys(conditionWords) as readonly Condition[];

const maybe = (description: string) => v.pipe(v.nullable(v.boolean()), v.description(description));

const reportedSchema = report(
  'What the gateway says of an account. It may be wrong: the findings say where it cannot be right.',
  {
    running: maybe('It says that it listens; so it does of a listener that is dead.'),
    linked: maybe('OpenClaw 2026.9: whether it has a session of its own.'),
    id: textOrNull('Who the account is on Zalo.'),
    name: v.nullable(v.string()),
    lastInboundAt: timeOrNull('When it last heard something.'),
    lastOutboundAt: timeOrNull('When it last wrote something.'),
    dmPolicy: textOrNull('That it goes by.'),
    error: textOrNull('Its last, in its own words.'),
  },
);

const listenerSchema = report('A live `zca … listen` process.', {
  pid: v.number(),
  owner: v.pipe(
    v.picklist(['gateway', 'other-gateway', 'console', 'other-console', 'left-behind', 'other', 'nobody']),
    v.description(
      'Whose child it is: of the gateway of this config, of another, of a console, or of whatever else.',
    ),
  ),
  ownerPid: v.pipe(v.nullable(v.number()), v.description('Of the process whose child it is.')),
});

const connectionSchema = report('The live connection to the gateway.', {
  status: v.pipe(
    v.picklist(['connecting', 'open', 'retrying', 'refused']),
    v.description(
      '`refused`: the operator must do something first; `retrying`: it is tried again by itself.',
    ),
  ),
  url: textOrNull('Without anything secret.'),
  version: textOrNull('Of OpenClaw, as the gateway says.'),
  protocol: v.pipe(v.nullable(v.number()), v.description('The one that is spoken.')),
  since: timeOrNull('When it was opened.'),
  configInForce: maybe('What stands in the config is what the gateway goes by. Null: it was not asked.'),
  error: errorOrNull('Why it does not stand.'),
});

const gatewaySchema = report('The gateway of this machine.', {
  status: v.pipe(
    v.picklist(['up', 'down', 'unknown']),
    v.description('Whether something answers on its port. `unknown`: none is to be expected here.'),
  ),
  port: v.pipe(v.nullable(v.number()), v.description('Where it was looked for.')),
  pid: v.pipe(v.nullable(v.number()), v.description('Of its process, where that is seen.')),
  needsYou: flag('The operator must do something before anybody is answered.'),
  sentence: text('What was found.'),
  cure: textOrNull('What to do.'),
  askedAt: timeOrNull(
    'When it was asked what it says of the accounts. Null: it was not, because none is up or there is no openclaw to ask it with, or it did not answer in time.',
  ),
  error: errorOrNull('Why it said nothing, where it was asked.'),
  connection: v.pipe(
    v.nullable(connectionSchema),
    v.description('Null: there is none, and none was tried: the gateway drives zca, or none is up.'),
  ),
});

const accountSchema = report('An account.', {
  id: text('As the config has it, lower case.'),
  name: textOrNull('Who it is on Zalo.'),
  mark: v.picklist(['ok', 'busy', 'needs-you', 'failed', 'off']),
  condition: v.picklist(conditions),
  needsAttention: flag(
    'The operator must do something: before it works, or because a finding about it is a problem.',
  ),
  enabled: v.boolean(),
  isDefault: v.boolean(),
  profile: text('Of zca.'),
  dmPolicy: textOrNull('Null while no config could be read.'),
  groupPolicy: textOrNull('Null while no config could be read.'),
  problem: v.nullable(v.string()),
  detail: detailOrNull,
  nextStep: v.nullable(v.string()),
  checkedAt: timeOrNull('When zca was asked whether it is logged in.'),
  gatewaySays: v.pipe(
    v.nullable(reportedSchema),
    v.description('Null: the gateway was not asked (see `gateway`), or knows no such account.'),
  ),
  listeners: v.pipe(
    v.nullable(listOf(listenerSchema, 'By process id.')),
    v.description('Who listens on its profile. Null: this system does not show its processes.'),
  ),
});

/** Something to be known about the set-up. */
export const findingSchema = report('Something to be known about the set-up.', {
  code: text('Stable; docs/troubleshooting.md lists them.'),
  severity: v.picklist(['problem', 'warning', 'note']),
  account: textOrNull('Null: about all of them.'),
  sentence: v.string(),
  cure: v.nullable(v.string()),
  detail: detailOrNull,
  file: v.nullable(v.string()),
  line: v.pipe(v.nullable(v.number()), v.description('From 1.')),
});

export const configSchema = report('What was read as the config.', {
  path: v.string(),
  status: v.pipe(
    v.picklist(['unread', 'ready', 'missing', 'broken']),
    v.description('`unread` only if the time was up before.'),
  ),
});

export const openclawSchema = report('Which OpenClaw is here, and what it does.', {
  version: v.pipe(
    v.nullable(v.string()),
    v.description('Null: nobody told it, and the files that are there decided.'),
  ),
  toldBy: v.pipe(
    v.picklist(['gateway', 'binary', 'config', 'files']),
    v.description(
      'Who decided: the gateway that runs goes before the program, that before the OpenClaw that last wrote the config.',
    ),
  ),
  isNewerThanKnown: v.pipe(
    v.boolean(),
    v.description('It is taken to behave as the newest that was checked.'),
  ),
  drivesZca: v.pipe(v.boolean(), v.description('False: it talks to Zalo itself, with sessions of its own.')),
  pairingStore: v.pipe(
    v.picklist(['unscoped-files', 'scoped-files', 'database']),
    v.description(
      'Where approvals are kept: in one file for every account, in a file of each, or in a database.',
    ),
  ),
});

/** What `status --json` prints. */
export const statusSchema = report('What `status --json` prints.', {
  accounts: listOf(accountSchema, 'Those that need the operator first, disabled ones last.'),
  gateway: gatewaySchema,
  findings: listOf(findingSchema, 'Problems first.'),
  config: configSchema,
  openclaw: openclawSchema,
});

export type GatewayReport = v.InferOutput<typeof gatewaySchema>;
export type AccountReport = v.InferOutput<typeof accountSchema>;
export type FindingReport = v.InferOutput<typeof findingSchema>;
export type StatusReport = v.InferOutput<typeof statusSchema>;

const account = text('Who logs in.');

/** A line of `login --json`. */
export const loginSchema = v.pipe(
  v.variant('event', [
    report('A code can be scanned.', {
      event: v.literal('waiting'),
      account,
      picture: textOrNull(
        'A picture of the code, as a file that goes when the log-in is over. The code itself is never printed: it is a credential.',
      ),
      expiresAt: timeOrNull('When the code stops working.'),
    }),
    report('Scanned: the phone asks whether to go on.', {
      event: v.literal('scanned'),
      account,
      by: text('The name on the phone.'),
    }),
    report('Done.', {
      event: v.literal('logged-in'),
      account,
      name: textOrNull('Who it is on Zalo.'),
      id: textOrNull('Of the person on Zalo.'),
    }),
    report('Not done.', {
      event: v.literal('failed'),
      account: textOrNull('Null if the config has none.'),
      error: errorReportSchema,
    }),
  ]),
  v.description('What `login --json` prints, a line an event; the last is `logged-in` or `failed`.'),
);

export type LoginReport = v.InferOutput<typeof loginSchema>;

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
