import { describe, expect, it } from 'vitest';
import { createPluginService } from '../../../src/core/gateway/program-locator.ts';
import type { ListedPlugin, PluginAnswer } from '../../../src/core/model/programs.ts';
import { AppError } from '../../../src/core/shared/error.ts';
import type { ErrorCode } from '../../../src/core/shared/error-view.ts';
import { createEventStore } from '../../../src/core/store.ts';
import { createFakeClock } from '../../support/fake-clock.ts';

const failure = (code: ErrorCode): AppError => new AppError({ code, sentence: `Scripted ${code}.` });

const setUp = (answer: ListedPlugin | undefined | AppError, noProgram = false) => {
  const { store, dispatch } = createEventStore();
  const seen: string[] = [];
  const values: PluginAnswer[] = [];
  store.subscribe(({ plugin }) => {
    seen.push(plugin.status);
    values.push(plugin.value);
  });
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
  });
  return { service, world, seen, values, plugin: () => store.getState().plugin };
};

describe('the plugin', () => {
  it('is looked for, and known with its version', async () => {
    const { service, seen, plugin } = setUp({ isEnabled: true, version: '2026.2.26', origin: 'bundled' });
    expect(await service.check()).toEqual({ ok: true });
    expect(seen).toEqual(['loading', 'ready']);
    expect(plugin()).toMatchObject({ status: 'ready', value: { isEnabled: true, version: '2026.2.26' } });
  });

  it('is missing, and later there: what was known stays while it is asked again', async () => {
    const { service, values, world } = setUp(undefined);
    await service.check();
    world.answer = { isEnabled: false };
    await service.check();
    expect(values).toEqual([undefined, 'missing', 'missing', { isEnabled: false }]);
  });

  it('is not known where the question failed', async () => {
    const { service, plugin } = setUp(failure('timed-out'));
    expect(await service.check()).toMatchObject({ ok: false, error: { code: 'timed-out' } });
    expect(plugin()).toMatchObject({ status: 'failed', error: { code: 'timed-out' } });
  });

  it('keeps what was known, with its age, where a later question failed', async () => {
    const { service, plugin, world } = setUp({ isEnabled: true });
    await service.check();
    const { atMs } = plugin();
    world.answer = failure('timed-out');
    await service.check();
    expect(plugin()).toEqual({
      status: 'failed',
      value: { isEnabled: true },
      atMs,
      error: expect.objectContaining({ code: 'timed-out' }),
    });
  });

  it('stays unknown without a program', async () => {
    const { service, plugin } = setUp(undefined, true);
    expect(await service.check()).toMatchObject({ ok: false, error: { code: 'openclaw-not-found' } });
    expect(plugin()).toEqual({ status: 'idle', value: undefined });
  });
});
