// `plugins install` and `plugins enable` of the fake `openclaw`: they write the config as the real one does, that is without its comments.
import { copyFileSync, existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import JSON5 from 'json5';
import { storyMs } from '../story-clock.ts';
import { scaled } from '../world.ts';
import { control } from '../world-files.ts';
import type { Host } from '../zca/host.ts';
import type { Facts } from './facts.ts';

type Section = Record<string, unknown>;

const isSection = (value: unknown): value is Section =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const section = (parent: Section, name: string): Section => {
  const value = parent[name];
  return isSection(value) ? value : {};
};

/** The config with the plugin switched on, re-serialised: comments, quotes and order of the writer are lost (the OpenClaw contract, section 2). */
const enableInConfig = ({ view, version }: Facts, nowMs: number): void => {
  const text = existsSync(view.path) ? readFileSync(view.path, 'utf8') : '{}';
  const parsed: unknown = JSON5.parse(text);
  const config = isSection(parsed) ? parsed : {};
  const plugins = section(config, 'plugins');
  const entries = section(plugins, 'entries');
  const zalouser = { ...section(entries, 'zalouser'), enabled: true };
  const meta = { lastTouchedVersion: version, lastTouchedAt: new Date(nowMs).toISOString() };
  const after = { ...config, plugins: { ...plugins, entries: { ...entries, zalouser } }, meta };
  if (existsSync(view.path)) copyFileSync(view.path, `${view.path}.bak`);
  const temporary = `${view.path}.${process.pid}.tmp`;
  writeFileSync(temporary, `${JSON.stringify(after, null, 2)}\n`, { mode: 0o600 });
  renameSync(temporary, view.path);
};

/** `plugins enable zalouser`. */
export const enable = (host: Host, facts: Facts): void => {
  if (facts.world.isPluginInstalled === false) {
    host.writeErr('Plugin not found: zalouser. Run `openclaw plugins list` to see installed plugins.\n');
    host.exit(1);
    return;
  }
  enableInConfig(facts, storyMs(facts.world, host.now()));
  host.writeOut(
    facts.can.isPluginBundled
      ? 'Enabled plugin "zalouser". Restart the gateway to apply.\n'
      : 'Enabled plugin "zalouser". Saved for the next Gateway start.\n',
  );
  host.exit(0);
};

const isLocal = (source: string): boolean => /^[./~]/u.test(source);

const refuse = (host: Host, sentence: string): void => {
  host.writeErr(`${sentence}\n`);
  host.exit(1);
};

/** Why a source cannot be installed, as the program puts it. */
const whyNot = (source: string, argv: readonly string[], { can }: Facts): string | undefined => {
  if (isLocal(source) && !existsSync(source)) return `Path not found: ${source}`;
  if (can.asksConsent && isLocal(source) && !argv.includes('--force'))
    return 'Install cancelled; rerun with --force after reviewing the source.';
  if (can.asksConsent && !argv.includes('--accept-capabilities'))
    return 'Plugin "zalouser" requires capability consent.';
  if (can.isPluginBundled && !isLocal(source)) {
    return `npm pack failed: npm error code ETARGET\nnpm error notarget No matching version found for ${source}.`;
  }
  return undefined;
};

/** `plugins install SOURCE`: takes some seconds and says what it does meanwhile. */
export const install = async (host: Host, facts: Facts, source: string): Promise<void> => {
  const { world, dir, can } = facts;
  const pause = (ms: number): Promise<void> => host.wait(scaled(world, ms));
  if (!isLocal(source)) host.writeOut(`Downloading ${source}…\n`);
  await pause(800);
  const problem = whyNot(source, host.argv, facts);
  if (problem !== undefined) return refuse(host, problem);
  host.writeOut('Installing to ~/.openclaw/extensions/zalouser…\n');
  await pause(800);
  host.writeOut('Installing plugin dependencies…\n');
  await pause(1_400);
  control(dir, { type: 'plugin', installed: true });
  enableInConfig(facts, storyMs(facts.world, host.now()));
  host.writeOut(
    `Installed plugin: zalouser\n${can.isPluginBundled ? 'Restart the gateway to load plugins.' : 'Saved for the next Gateway start.'}\n`,
  );
  host.exit(0);
};
