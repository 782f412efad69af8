// `openclaw plugins list --json`: what is known of the channel's plugin.
import type { ListedPlugin } from '../../model/plugin.ts';
import { idOf } from '../../zca/fields.ts';
import { pluginId } from '../command-line.ts';
import { booleanField, type CliAnswer, type CliRun, lineField, listField, readAnswer } from './answer.ts';
import { given } from './given.ts';

/** Reads the list; undefined = it does not have the plugin. On 226 every plugin that is off carries `error: "bundled (disabled by default)"`: only `status: "error"` is a problem. */
export const parsePluginsList = (run: CliRun): CliAnswer<ListedPlugin | undefined> => {
  const answer = readAnswer('openclaw plugins list', run);
  if (!answer.ok) return answer;
  const plugin = listField(answer.value, 'plugins').find((entry) => idOf(entry['id']) === pluginId);
  if (plugin === undefined) return { ok: true, value: undefined };
  const status = lineField(plugin, 'status');
  return {
    ok: true,
    value: given<ListedPlugin>({
      isEnabled: booleanField(plugin, 'enabled') ?? status === 'loaded',
      version: lineField(plugin, 'version'),
      origin: lineField(plugin, 'origin'),
      problem: status === 'error' ? (lineField(plugin, 'error') ?? status) : undefined,
    }),
  };
};
