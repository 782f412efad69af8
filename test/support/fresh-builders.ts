// Before each file of those that share a process: the first message of a file is the first, whatever ran before.
import { restartMessages } from './builders.ts';

restartMessages();
