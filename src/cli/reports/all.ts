// The report of each command: the schema file and its test come from this table.
import type { GenericSchema } from 'valibot';
import type { ConsoleCommandName } from '../commands/table.ts';
import {
  decisionSchema,
  feedSchema,
  groupsSchema,
  membersSchema,
  pairingSchema,
  peersSchema,
  selvesSchema,
} from './people.ts';
import { doctorSchema, loginSchema, statusSchema } from './status.ts';
/** What each command prints with `--json`: one object, but `login` an object a line. */
export const reportSchemas: Readonly<Record<ConsoleCommandName, GenericSchema>> = {
  status: statusSchema,
  doctor: doctorSchema,
  'pairing list': pairingSchema,
  'pairing approve': decisionSchema,
  'pairing dismiss': decisionSchema,
  'pairing revoke': decisionSchema,
  'directory peers': peersSchema,
  'directory groups': groupsSchema,
  'directory self': selvesSchema,
  'directory members': membersSchema,
  feed: feedSchema,
  login: loginSchema,
};
