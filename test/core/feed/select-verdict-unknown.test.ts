// Where no config could be read nobody knows what the gateway does: no verdict is told as certain.
import { describe, expect, it } from 'vitest';
import type { ConfigView } from '../../../src/core/config/config-view.ts';
import { exportedMessage } from '../../../src/core/feed/export.ts';
import { feedCounts, feedTally } from '../../../src/core/feed/select.ts';
import { verdictChange, verdictOf } from '../../../src/core/feed/select-verdict.ts';
import { reduce } from '../../../src/core/store.ts';
import { aConfig, aMessage, anAccount, aState, nowMs } from '../../support/builders.ts';

const message = aMessage({ receivedAtMs: nowMs });
const broken = aConfig({ status: 'broken', hasSection: false });
const withConfig = (config: ConfigView) => aState({ config, feed: { messages: [message] } });

describe('the verdict', () => {
  it.each([
    ['a broken config', broken],
    ['no config', aConfig({ status: 'missing', hasSection: false })],
  ])('is not known with %s', (_, config) => {
    const state = withConfig(config);
    expect(verdictOf(state, message)).toEqual({
      kind: 'unknown',
      isLetThrough: false,
      rules: [{ sentence: 'No config could be read: whom this account answers is not known.' }],
    });
    expect(verdictOf(state, message)).toBe(verdictOf(state, message));
    expect(exportedMessage(state, message, nowMs).verdict).toBeNull();
  });

  it('of what was sent from here is known all the same', () => {
    expect(verdictOf(withConfig(broken), aMessage({ isOwn: true })).kind).toBe('own');
  });

  it('holds while a config that was read is broken for a while: the gateway keeps it too', () => {
    expect(verdictOf(withConfig(aConfig({ status: 'broken' })), message).kind).toBe('pairing');
  });

  it('is counted among none of the others', () => {
    expect(feedTally(feedCounts(withConfig(broken), {}))).toEqual({
      answered: 0,
      pairing: 0,
      blocked: 0,
      unheard: 0,
      other: 1,
    });
  });

  it('becomes known with the config, and says since when and why', () => {
    const config = aConfig({ readAtMs: nowMs + 5_000, accounts: [anAccount()] });
    const state = reduce(withConfig(broken), { type: 'config/read', config });
    expect(verdictOf(state, message).kind).toBe('pairing');
    expect(verdictChange(state, message)).toMatchObject({
      atMs: nowMs + 5_000,
      before: { kind: 'unknown' },
      causes: [{ type: 'config-read' }],
    });
  });
});
