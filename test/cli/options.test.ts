import { describe, expect, test } from 'vitest';
import packageJson from '../../package.json' with { type: 'json' };
import { exitCodes } from '../../src/cli/exit-codes.ts';
import { parseOptions, type RunOptions } from '../../src/cli/options.ts';

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
  ['an account, in lower case as the plugin looks it up', ['--account', 'Shop'], { accountId: 'shop' as RunOptions['accountId'] & string }],
  ['all accounts', ['--account=all'], { accountId: 'all' }],
  ['a screen', ['--screen', 'Pairing'], { screen: 'pairing' }],
  ['paths', ['--zca', './zca', '--config', 'a b.json', '--openclaw=/o'], { zcaPath: './zca', configPath: 'a b.json', openclawPath: '/o' }],
  ['the demo', ['--demo'], { isDemo: true }],
  ['the ordinary screen', ['--no-alt-screen'], { useAlternateScreen: false }],
  ['looks', ['--ascii', '--color', 'mono', '--mouse', '--bell'], { ascii: true, color: 'mono', mouse: true, bell: true }],
  ['American spelling', ['--color', 'color-blind'], { color: 'colour-blind' }],
  ['a screen reader', ['--screen-reader'], { screenReader: true }],
  ['logs', ['--log', 'x.log', '--debug'], { logFile: 'x.log', debug: true }],
  ['a value that begins with a dash, said clearly', ['--log=-x'], { logFile: '-x' }],
  ['the last of two', ['--screen', 'feed', '--screen', 'login'], { screen: 'login' }],
])('%s', (_, argv, options) => {
  expect(parseOptions(argv, {})).toEqual(run(options));
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
    [['--screen', 'zzz'], '--screen cannot be “zzz”.', 'Use one of: status, feed, pairing, directory, access, login.'],
    [['--color', 'purple'], '--color cannot be “purple”.', 'Use one of: auto, always, never, default, colour-blind, mono.'],
    [['status'], '“status” is not understood here.', 'Did you mean --screen status?'],
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
    '--account --screen --zca --config --openclaw --demo --no-alt-screen --ascii --color --mouse --bell --screen-reader --log --debug --reset-settings --help --version';
  for (const name of flags.split(' ')) expect(text).toMatch(new RegExp(`^  (-\\w, )?${name}( |$)`, 'm'));
  for (const code of Object.values(exitCodes)) expect(text).toMatch(new RegExp(`\\b${code}\\b`));
  expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
});
