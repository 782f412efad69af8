// What the console writes, OpenClaw takes: `config get` on 2026.2.26, `config validate` in 2026.9.6's key table.
import { join } from 'node:path';
import { describe, expect, inject, test } from 'vitest';
import type { InstalledOpenclaw } from '../../scripts/install-openclaw.ts';
import type { ChangeRequest, ConfigAction } from '../../src/core/config/change-request.ts';
import { valueAt } from '../../src/core/config/value.ts';
import { hintText } from '../../src/tui/app/remedies.ts';
import { aRelease, type ReleaseKind } from '../support/releases.ts';
import { change, readByUs } from './support/change.ts';
import { jsonOf, type OpenclawSystem, openSystem } from './support/system.ts';
import {
  bare,
  commented,
  type Ends,
  everyAction,
  everyActionOnLittle,
  fullSetUp,
  included,
  wrongDefaults,
  wrongOn96,
} from './write-table.ts';

const [openclaw226, openclaw96] = [inject('openclawB'), inject('openclawD')];

/** 2026.9.6 keeps the plugin outside: it is loaded from where it was installed. */
const baseOf = (
  { kind, folder }: InstalledOpenclaw,
  { baseConfig }: OpenclawSystem,
): Readonly<Record<string, unknown>> =>
  kind === 'b'
    ? baseConfig
    : {
        ...baseConfig,
        plugins: {
          load: { paths: [join(folder, 'node_modules', '@openclaw', 'zalouser')] },
          entries: { zalouser: { enabled: true } },
        },
      };

const withSystem = async <Result>(
  openclaw: InstalledOpenclaw | undefined,
  work: (system: OpenclawSystem, ends: Ends) => Promise<Result>,
): Promise<Result> => {
  if (openclaw === undefined) throw new Error('OpenClaw is not installed.');
  const system = await openSystem(openclaw);
  try {
    return await work(system, {
      members: JSON.stringify(baseOf(openclaw, system), null, 2).slice(1, -1).trim(),
    });
  } finally {
    await system.close();
  }
};

const plain = (value: unknown): unknown =>
  value === undefined ? undefined : JSON.parse(JSON.stringify(value));
const nameOf = ({ type, ...rest }: ConfigAction): string => `${type} ${JSON.stringify(rest)}`;
const wishName = (changeRequest: ChangeRequest): string =>
  'type' in changeRequest
    ? nameOf(changeRequest)
    : `as one: ${changeRequest.map(({ type }) => type).join(', ')}`;

type Start = (ends: Ends) => string | Readonly<Record<string, string>>;
const startsOf: readonly (readonly [name: string, start: Start, wishes: readonly ChangeRequest[]])[] = [
  ['comments and accounts', commented, [...everyAction, fullSetUp]],
  ['an included section', included, [...everyActionOnLittle(), fullSetUp]],
  ['nothing about the channel', bare, [...everyActionOnLittle(), fullSetUp]],
];
const rows = startsOf.flatMap(([name, start, wishes]) =>
  wishes.map((changeRequest) => ({ name: `${name}: ${wishName(changeRequest)}`, start, changeRequest })),
);

const putAndChange = async (
  system: OpenclawSystem,
  kind: ReleaseKind,
  ends: Ends,
  start: Start,
  changeRequest: ChangeRequest,
): Promise<void> => {
  const text = start(ends);
  for (const [name, content] of Object.entries(typeof text === 'string' ? { 'openclaw.json': text } : text))
    await system.write(content, name);
  const { before, after } = await change(system, aRelease(kind), changeRequest);
  expect(after).not.toBe(before);
};

describe.skipIf(openclaw226 === undefined)('2026.2.26 reads what was written', () => {
  test.concurrent.each(rows)('$name', async ({ start, changeRequest }) => {
    await withSystem(openclaw226, async (system, ends) => {
      await putAndChange(system, 'b', ends, start, changeRequest);
      const { reading } = await readByUs(system, aRelease('b'));
      const theirs = await system.run(['config', 'get', 'channels', '--json']);
      expect(theirs.code, theirs.stderr).toBe(0);
      expect(jsonOf(theirs)).toEqual(plain(valueAt(reading.value, ['channels'])));
    });
  });
});

const enforce = (kind: 'b' | 'd', openclaw: InstalledOpenclaw | undefined): void => {
  test.concurrent.each(wrongDefaults[kind])('channels.defaults: %s', async (_says, defaults) => {
    await withSystem(openclaw, async (system, { members }) => {
      await system.write(`{ ${members}, channels: { defaults: ${JSON.stringify(defaults)} } }`);
      const theirs = await system.run(
        kind === 'b' ? ['config', 'get', 'gateway', '--json'] : ['config', 'validate', '--json'],
      );
      expect(theirs.code, theirs.stdout).toBe(1);
      const { view } = await readByUs(system, aRelease(kind));
      const refused = view.findings.filter(
        ({ severity, fix }) => severity === 'problem' && hintText(fix)?.includes('refuses the whole config'),
      );
      expect(refused).not.toEqual([]);
    });
  });
};
describe.skipIf(openclaw226 === undefined)('what 2026.2.26 enforces beside the channel', () => {
  enforce('b', openclaw226);
});
describe.skipIf(openclaw96 === undefined)('what 2026.9.6 enforces beside the channel', () => {
  enforce('d', openclaw96);
});

describe.skipIf(openclaw96 === undefined)('2026.9.6 accepts what was written', () => {
  const validate = async (system: OpenclawSystem): Promise<unknown> =>
    jsonOf(await system.run(['config', 'validate', '--json']));

  test.concurrent.each(rows)('$name', async ({ start, changeRequest }) => {
    await withSystem(openclaw96, async (system, ends) => {
      await putAndChange(system, 'd', ends, start, changeRequest);
      expect(await validate(system)).toMatchObject({ valid: true });
    });
  });

  test.concurrent.each(wrongOn96)('and refuses what we call wrong: %s', async (_says, section) => {
    await withSystem(openclaw96, async (system, { members }) => {
      await system.write(`{ ${members}, channels: { zalouser: ${JSON.stringify(section)} } }`);
      const { view } = await readByUs(system, aRelease('d'));
      expect(await validate(system)).toMatchObject({ valid: false });
      expect(view.findings.filter(({ severity }) => severity === 'problem')).not.toEqual([]);
    });
  });
});
