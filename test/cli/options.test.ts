import { describe, expect, test } from 'vitest';
import packageJson from '../../package.json' with { type: 'json' };
import { commandNames, flagsOf, usageOf } from '../../src/cli/commands/table.ts';
import { exitCodes } from '../../src/cli/exit-codes.ts';
import { type OneShotOptions, parseOptions, type RunOptions } from '../../src/cli/options.ts';

const plain: RunOptions = {
  isDemo: false,
  useAlternateScreen: true,
  ascii: false,
  color: 'auto',
  mouse: false,
  bell: false,
  screenReader: false,
  debug: false,
};
const run = (options: Partial<RunOptions>) => ({ type: 'run', options: { ...plain, ...options } });

test.each<[string, string[], Partial<RunOptions>]>([
  ['nothing', [], {}],
  [
    'an account, in lower case as the plugin looks it up',
    ['--account', 'Shop'],
    { accountId: 'shop' as RunOptions['accountId'] & string },
  ],
  ['all accounts', ['--account=all'], { accountId: 'all' }],
  ['a screen', ['--screen', 'Pairing'], { screen: 'pairing' }],
  [
    'paths',
    ['--zca', './zca', '--config', 'a b.json', '--openclaw=/o'],
    { zcaPath: './zca', configPath: 'a b.json', openclawPath: '/o' },
  ],
  [
    'a gateway on another host',
    ['--gateway', 'wss://far.example', '--gateway-token-file', 't.txt', '--ssh=me@far'],
    { gateway: 'wss://far.example', gatewayTokenFile: 't.txt', ssh: 'me@far' },
  ],
  ['the demo', ['--demo'], { isDemo: true }],
  ['the ordinary screen', ['--no-alt-screen'], { useAlternateScreen: false }],
  [
    'looks',
    ['--ascii', '--color', 'mono', '--mouse', '--bell'],
    { ascii: true, color: 'mono', mouse: true, bell: true },
  ],
  ['notifications', ['--notifications', 'OSC777'], { notifications: 'osc777' }],
  ['American spelling', ['--color', 'color-blind'], { color: 'colour-blind' }],
  ['a screen reader', ['--screen-reader'], { screenReader: true }],
  ['logs', ['--log', 'x.log', '--debug'], { logFile: 'x.log', debug: true }],
  ['a value that begins with a dash, said clearly', ['--log=-x'], { logFile: '-x' }],
  ['the last of two', ['--screen', 'feed', '--screen', 'login'], { screen: 'login' }],
])('%s', (_, argv, options) => {
  expect(parseOptions(argv, {})).toEqual(run(options));
});

test.each<[string, string[], Partial<OneShotOptions>]>([
  ['status', ['status'], { command: 'status' }],
  ['for programs', ['status', '--json'], { command: 'status', asJson: true }],
  [
    'flags before the command',
    ['--demo', '--json', 'Status'],
    { command: 'status', asJson: true, isDemo: true },
  ],
  ['pairing list', ['pairing', 'list'], { command: 'pairing list' }],
  [
    'an argument in two words',
    ['pairing', 'approve', 'k7pq', '2mxd'],
    { command: 'pairing approve', argument: 'k7pq 2mxd' },
  ],
  ['no argument where none is needed', ['directory', 'peers'], { command: 'directory peers' }],
  ['a flag of its own', ['login', '--again'], { command: 'login', flags: ['--again'] }],
  [
    'every flag it takes',
    ['pairing', 'list', '--account', 'Shop', '--zca', './zca', '--config', 'a b.json', '--openclaw=/o'],
    {
      command: 'pairing list',
      accountId: 'shop' as NonNullable<OneShotOptions['accountId']>,
      zcaPath: './zca',
      configPath: 'a b.json',
      openclawPath: '/o',
    },
  ],
])('a command: %s', (_, argv, options) => {
  // Only typed flags are refused: a screen reader asked for by the environment is none.
  const expected = {
    type: 'one-shot',
    options: { isDemo: false, asJson: false, argument: '', flags: [], ...options },
  };
  expect(parseOptions(argv, { INK_SCREEN_READER: 'true' })).toEqual(expected);
});

test('the environment can ask for a screen reader', () => {
  expect(parseOptions([], { INK_SCREEN_READER: 'true' })).toEqual(run({ screenReader: true }));
});

describe('mistakes get a sentence and a way on', () => {
  test.each<[string[], string, string]>([
    [['--dmeo'], 'There is no flag --dmeo.', 'Did you mean --demo?'],
    [['--acount=x'], 'There is no flag --acount.', 'Did you mean --account?'],
    [['--alt-screen'], 'There is no flag --alt-screen.', 'Did you mean --no-alt-screen?'],
    [['--frobnicate'], 'There is no flag --frobnicate.', 'Run zalouser-tui --help for what there is.'],
    [['-x'], 'There is no flag -x.', 'Run zalouser-tui --help for what there is.'],
    [['--demo=1'], '--demo takes no value.', 'Write just --demo.'],
    [['--account'], '--account needs a value.', 'Run zalouser-tui --help for what there is.'],
    [['--account', '--demo'], '--account needs a value.', 'Run zalouser-tui --help for what there is.'],
    [['--zca='], '--zca needs a value.', 'Run zalouser-tui --help for what there is.'],
    [
      ['--screen', 'piaring'],
      '--screen cannot be “piaring”.',
      'Did you mean pairing? It can be: status, feed, pairing, directory, access, login.',
    ],
    [
      ['--screen', 'zzz'],
      '--screen cannot be “zzz”.',
      'Use one of: status, feed, pairing, directory, access, login.',
    ],
    [
      ['--color', 'purple'],
      '--color cannot be “purple”.',
      'Use one of: auto, always, never, default, colour-blind, mono.',
    ],
    [['access'], '“access” is not understood here.', 'Did you mean --screen access?'],
    [['stauts'], '“stauts” is not understood here.', 'Did you mean zalouser-tui status?'],
    [
      ['pairing'],
      '“pairing” is only half a command.',
      'There is: zalouser-tui pairing list, zalouser-tui pairing approve CODE, zalouser-tui pairing dismiss CODE, zalouser-tui pairing revoke ID.',
    ],
    [['paring', 'lst'], '“paring lst” is not understood here.', 'Did you mean zalouser-tui pairing list?'],
    [
      ['pairing', 'approve'],
      'Something is missing: zalouser-tui pairing approve CODE.',
      'Run zalouser-tui --help for what there is.',
    ],
    [['completion'], 'Something is missing: zalouser-tui completion SHELL.', 'It can be: bash, zsh, fish.'],
    [['completion', 'fsih'], 'SHELL cannot be “fsih”.', 'Did you mean fish? It can be: bash, zsh, fish.'],
    [
      ['directory'],
      '“directory” is only half a command.',
      'There is: zalouser-tui directory peers [TEXT], zalouser-tui directory groups [TEXT], zalouser-tui directory self, zalouser-tui directory members ID.',
    ],
    [['status', 'work'], '“work” is not understood here.', 'Did you mean zalouser-tui status?'],
    [['--json'], '--json goes with a command.', 'Write it behind one, such as zalouser-tui status --json.'],
    [['--again'], '--again goes with a command.', 'Write it behind one, such as zalouser-tui login --again.'],
    [
      ['status', '--again'],
      '--again does not go with zalouser-tui status.',
      'It takes --json, --account, --zca, --config, --openclaw, --gateway, --gateway-token-file, --ssh, --demo.',
    ],
    [
      ['status', '--no-alt-screen'],
      '--no-alt-screen does not go with zalouser-tui status.',
      'It takes --json, --account, --zca, --config, --openclaw, --gateway, --gateway-token-file, --ssh, --demo.',
    ],
    [
      ['pairing', 'list', '--reset-settings'],
      '--reset-settings does not go with zalouser-tui pairing list.',
      'It takes --json, --account, --zca, --config, --openclaw, --gateway, --gateway-token-file, --ssh, --demo.',
    ],
    [
      ['status', '--account', '--json'],
      '--account needs a value.',
      'Run zalouser-tui --help for what there is.',
    ],
    [['status', '--jsno'], 'There is no flag --jsno.', 'Did you mean --json?'],
    [['wat'], '“wat” is not understood here.', 'Run zalouser-tui --help for what there is.'],
    [['\u001b[31mred'], '“red” is not understood here.', 'Run zalouser-tui --help for what there is.'],
  ])('%j', (argv, sentence, hint) => {
    expect(parseOptions(argv, {})).toEqual({ type: 'error', error: { code: 'bad-usage', sentence, hint } });
  });
});

test.each(['--version', '-V'])('%s', (flag) => {
  expect(parseOptions([flag], {})).toEqual({ type: 'version', text: packageJson.version });
});

test('settings can be reset', () => {
  expect(parseOptions(['--reset-settings'], {})).toEqual({ type: 'reset-settings' });
});

test.each(['--help', '-h'])('%s names every flag and exit code within 80 columns', (flag) => {
  const parsed = parseOptions([flag], {}, '/home/an/.local/state/zalouser-tui/debug.log');
  const text = parsed.type === 'help' ? parsed.text : '';
  const flags =
    '--account --screen --zca --config --openclaw --gateway --gateway-token-file --ssh --demo --no-alt-screen --ascii --color --mouse --bell --notifications --screen-reader --log --debug --json --again --notify --reset-settings --help --version';
  for (const name of flags.split(' ')) expect(text).toMatch(new RegExp(`^  (-\\w, )?${name}( |$)`, 'm'));
  for (const name of commandNames) expect(text).toContain(`\n  ${usageOf(name)}  `);
  for (const code of Object.values(exitCodes)) expect(text).toMatch(new RegExp(`\\b${code}\\b`));
  expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
});

describe.each(commandNames)('zalouser-tui %s --help', (name) => {
  const parsed = parseOptions([...name.split(' '), '--help'], {});
  const text = parsed.type === 'help' ? parsed.text : '';

  test('has what it takes, and no other flag, within 80 columns', () => {
    expect(text).toMatch(`Usage: zalouser-tui ${usageOf(name)} [flags]\n`);
    expect(new Set([...text.matchAll(/^ {2}(?:-\w, )?(--[a-z-]+)/gm)].map((match) => match[1]))).toEqual(
      new Set([...flagsOf(name), '--help']),
    );
    expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
    expect(text).toMatch(/^Exit codes:\n {2}0 +all went well$/m);
  });

  test('has examples that can be typed', () => {
    const examples = [...text.matchAll(/^ {2}zalouser-tui (.*)$/gm)].map(
      (match) => (match[1] ?? '').split(/ (?:\|+|>>?) /)[0] ?? '',
    );
    expect(examples).not.toEqual([]);
    for (const line of examples) {
      const read = parseOptions(line.split(' '), {});
      expect([line, read.type === 'one-shot' ? read.options.command : read.type]).toEqual([line, name]);
    }
  });
});

test('the first of two words tells the second', () => {
  const parsed = parseOptions(['Pairing', '-h'], {});
  const text = parsed.type === 'help' ? parsed.text : '';
  for (const name of commandNames)
    expect(text.includes(`\n  ${usageOf(name)}  `)).toBe(name.startsWith('pairing '));
});

test.each<[string[], string]>([
  [['pairing', 'lst'], 'Did you mean zalouser-tui pairing list?'],
  [['pairing', '--jsno'], 'Did you mean --json?'],
  [['pairing', 'approve', ' '], 'Run zalouser-tui --help for what there is.'],
  [['completion', 'bash', 'zsh'], 'Use one of: bash, zsh, fish.'],
])('what a command of two words or of one of some values does not take: %j', (argv, hint) => {
  const parsed = parseOptions(argv, {});
  expect(parsed.type === 'error' && parsed.error.hint).toContain(hint);
});

test('a capital in the name of a command does nothing to a value that reads like one', () => {
  expect(parseOptions(['--config', 'Status', 'STATUS', '--zca', 'Pairing'], {})).toMatchObject({
    options: { command: 'status', configPath: 'Status', zcaPath: 'Pairing' },
  });
});
