// A machine's processes, made up: what listens, and whose children they are.
import type { ProcessEntry, ProcessEnvironment, ProcessList } from '../../src/core/system/process-list.ts';

/** A process from its command line; started long ago, child of 1, unless said otherwise. */
export const aProcess = (
  pid: number,
  commandLine: string,
  parts: Partial<ProcessEntry> = {},
): ProcessEntry => ({
  pid,
  ppid: 1,
  words: commandLine.split(' '),
  startMark: `boot:${pid}`,
  startedAtMs: 0,
  ...parts,
});

/** A `zca listen` on a profile. */
export const aListener = (pid: number, profile: string, ppid = 1): ProcessEntry =>
  aProcess(pid, `node /usr/bin/zca --profile ${profile} listen -r -k`, { ppid });

/** A process list in the hands of a test. */
export interface FakeProcesses extends ProcessList {
  /** What there is; undefined: the system does not tell. */
  entries: readonly ProcessEntry[] | undefined;
  environments: Readonly<Record<number, ProcessEnvironment>>;
  readonly looks: number;
}

/** Nothing runs yet. */
export const fakeProcesses = (entries: readonly ProcessEntry[] | undefined = []): FakeProcesses => {
  let looks = 0;
  const fake: FakeProcesses = {
    entries,
    environments: {},
    get looks() {
      return looks;
    },
    list: async () => {
      looks += 1;
      return fake.entries === undefined ? { status: 'unknown' } : { status: 'listed', entries: fake.entries };
    },
    environment: async (pid) => fake.environments[pid],
  };
  return fake;
};
