// Scenario files: what the fake zca does, call by call, for tests. Named by ZALOUSER_DEMO_SCENARIO; the folder
// ZALOUSER_DEMO_DIR keeps which answers were used (and the log of argv and signals).
//
//   {
//     "order": "any",                      "any" (default): the first entry that matches and is not used up answers.
//                                          "strict": the entries answer in order, each `times` times; anything else fails.
//     "otherwise": "fail",                 a call nothing matches: "fail" (default, exit 97) or "world" (answer as usual)
//     "speed": 1,                          divides every `afterMs`; ZALOUSER_DEMO_SPEED overrules it
//     "calls": [
//       { "match": ["**", "auth", "status"], "times": 1, "steps": [{ "stderr": "Error: fetch failed\n" }, { "exit": 1 }] },
//       { "match": ["**", "listen", "-r", "-k"], "replay": "../zca-0.1.58/84-listen-mixed.ndjson", "speed": 10 }
//     ]
//   }
//
// A pattern is compared with the argv word by word: `*` inside a word stands for any text, the word `**` for any number of
// words. Without `times` an entry answers for ever ("strict": once).
//
// Steps, in order:
//   {"afterMs": 200}                   waits
//   {"stdout": "…"} {"stderr": "…"}    prints; ${pid} ${now} ${nowS} ${i} and ${arg:--qr-path} are filled in
//   {"stdoutBase64": "…"}              prints bytes, for cut characters
//   {"qrPng": "text"}                  writes a QR picture to the value of --qr-path
//   {"ignore": ["SIGTERM"]}            from now on SIGTERM and SIGINT are only logged
//   {"repeat": 300, "steps": […]}      does the steps so many times; ${i} counts from 1
//   {"hang": true}                     waits for a signal
//   {"kill": "SIGKILL"}                ends itself by a signal
//   {"exit": 75}                       ends; without it the end of the steps is exit 0
//
// `replay` plays a recording of the real program with its timing; its harness' SIGTERM becomes a wait for ours, and its
// <WORK>/x.png becomes the value of --qr-path. Pure: the effects are in scenario-play.ts.

export type Step =
  | { readonly afterMs: number }
  | { readonly stdout: string }
  | { readonly stdoutBase64: string }
  | { readonly stderr: string }
  | { readonly qrPng: string }
  | { readonly ignore: readonly string[] }
  | { readonly repeat: number; readonly steps: readonly Step[] }
  | { readonly hang: true }
  | { readonly kill: string }
  | { readonly exit: number };

export interface ScenarioCall {
  readonly match: readonly string[];
  readonly times?: number;
  readonly steps?: readonly Step[];
  /** Path of a recording, relative to the scenario file. */
  readonly replay?: string;
  readonly speed?: number;
}

export interface Scenario {
  readonly order?: 'any' | 'strict';
  readonly otherwise?: 'fail' | 'world';
  readonly speed?: number;
  readonly calls: readonly ScenarioCall[];
}

const escapeWord = (word: string): string =>
  word
    .split('*')
    .map((part) => part.replace(/[.*+?^${}()|[\]\\]/gu, '\\$&'))
    .join('.*');

const matchesWord = (pattern: string, word: string): boolean =>
  new RegExp(`^${escapeWord(pattern)}$`, 'su').test(word);

export const matchesArgv = (pattern: readonly string[], argv: readonly string[]): boolean => {
  const [head, ...restOfPattern] = pattern;
  if (head === undefined) return argv.length === 0;
  if (head === '**')
    return matchesArgv(restOfPattern, argv) || (argv.length > 0 && matchesArgv(pattern, argv.slice(1)));
  const [word, ...restOfArgv] = argv;
  return word !== undefined && matchesWord(head, word) && matchesArgv(restOfPattern, restOfArgv);
};

/** Which entry answers. `used` counts how often each entry has answered before. */
export type Choice =
  | { readonly type: 'call'; readonly index: number; readonly call: ScenarioCall }
  | { readonly type: 'world' }
  | { readonly type: 'fail'; readonly sentence: string };

const timesOf = (scenario: Scenario, call: ScenarioCall): number =>
  call.times ?? (scenario.order === 'strict' ? 1 : Number.POSITIVE_INFINITY);

/** Chooses the entry for an argv. Pure: the caller counts. */
export const choose = (scenario: Scenario, argv: readonly string[], used: readonly number[]): Choice => {
  const isFree = (call: ScenarioCall, index: number): boolean => (used[index] ?? 0) < timesOf(scenario, call);
  const isRight = (call: ScenarioCall): boolean => matchesArgv(call.match, argv);
  const index =
    scenario.order === 'strict'
      ? scenario.calls.findIndex(isFree)
      : scenario.calls.findIndex((call, at) => isFree(call, at) && isRight(call));
  const call = scenario.calls[index];
  if (call !== undefined && isRight(call)) return { type: 'call', index, call };
  if (scenario.otherwise === 'world') return { type: 'world' };
  const expected =
    scenario.order === 'strict' && call !== undefined ? `; expected: ${call.match.join(' ')}` : '';
  return { type: 'fail', sentence: `the scenario has no answer for: zca ${argv.join(' ')}${expected}` };
};

/** What a step's text is filled in with. */
export interface Surroundings {
  readonly argv: readonly string[];
  readonly pid: number;
  readonly nowMs: number;
}

const valueAfter = (argv: readonly string[], flag: string): string => argv[argv.indexOf(flag) + 1] ?? '';

/** Fills in `${…}`; what is not known stays as it is. */
export const fillIn = (text: string, { argv, pid, nowMs }: Surroundings, round: number): string =>
  text.replace(/\$\{(arg:)?([^}]+)\}/gu, (whole: string, isArgument: string | undefined, name: string) => {
    if (isArgument !== undefined) return argv.includes(name) ? valueAfter(argv, name) : whole;
    const known: Readonly<Record<string, string>> = {
      pid: String(pid),
      now: String(nowMs),
      nowS: String(Math.floor(nowMs / 1000)),
      i: String(round),
    };
    return known[name] ?? whole;
  });

/** A step that is no repetition, with the round it belongs to. */
export interface FlatStep {
  readonly step: Exclude<Step, { readonly repeat: number }>;
  readonly round: number;
}

/** Unrolls repetitions, lazily: a scenario may repeat a million times. */
export function* flatten(steps: readonly Step[], round = 1): Generator<FlatStep> {
  for (const step of steps) {
    if ('repeat' in step) {
      for (let at = 1; at <= step.repeat; at += 1) yield* flatten(step.steps, at);
    } else yield { step, round };
  }
}

const isScenario = (value: unknown): value is Scenario =>
  typeof value === 'object' &&
  value !== null &&
  'calls' in value &&
  Array.isArray(value.calls) &&
  value.calls.every(
    (call: unknown) =>
      typeof call === 'object' && call !== null && 'match' in call && Array.isArray(call.match),
  );

/** Reads a scenario from its text; undefined if it is none. */
export const parseScenario = (text: string): Scenario | undefined => {
  try {
    const value: unknown = JSON.parse(text);
    return isScenario(value) ? value : undefined;
  } catch {
    return undefined;
  }
};
