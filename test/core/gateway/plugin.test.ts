import { describe, expect, it } from 'vitest';
import { createPluginService } from '../../../src/core/gateway/plugin.ts';
import type { ListedPlugin } from '../../../src/core/openclaw/cli/parse-plugins.ts';
import { AppError } from '../../../src/core/shared/error.ts';
import type { ErrorCode } from '../../../src/core/shared/error-view.ts';
import { createEventStore } from '../../../src/core/store.ts';
import { createFakeClock } from '../../support/fake-clock.ts';

const failure = (code: ErrorCode): AppError => new AppError({ code, sentence: `Scripted ${code}.` });

const setUp = (answer: ListedPlugin | undefined | AppError, noProgram = false) => {
  const { store, dispatch } = createEventStore();
  const seen: string[] = [];
  store.subscribe(({ plugin }) => seen.push(plugin.status));
  const world = { answer };
  const service = createPluginService({
    cli: () => {
      if (noProgram) throw failure('openclaw-not-found');
      return {
        plugin: async () => {
          if (world.answer instanceof AppError) throw world.answer;
          return world.answer;
        },
      };
    },
    clock: createFakeClock(),
    dispatch,
    getState: store.getState,
  });
  return { service, world, seen, plugin: () => store.getState().plugin };
};

describe('the plugin', () => {
  it('is looked for, and known with its version', async () => {
    const { service, seen, plugin } = setUp({ isEnabled: true, version: '2026.2.26', origin: 'bundled' });
    expect(await service.check()).toEqual({ ok: true });
    expect(seen).toEqual(['checking', 'installed']);
    expect(plugin()).toMatchObject({ status: 'installed', isEnabled: true, version: '2026.2.26' });
  });

  it('is missing, and later there: no flicker in between', async () => {
    const { service, seen, world } = setUp(undefined);
    await service.check();
    world.answer = { isEnabled: false };
    await service.check();
    expect(seen).toEqual(['checking', 'missing', 'installed']);
  });

  it('is not known where the question failed', async () => {
    const { service, plugin } = setUp(failure('timed-out'));
    expect(await service.check()).toMatchObject({ ok: false, error: { code: 'timed-out' } });
    expect(plugin()).toMatchObject({ status: 'failed', error: { code: 'timed-out' } });
  });

  it('stays unknown without a program', async () => {
    const { service, plugin } = setUp(undefined, true);
    expect(await service.check()).toMatchObject({ ok: false, error: { code: 'openclaw-not-found' } });
    expect(plugin()).toEqual({ status: 'unknown' });
  });
});
