import { describe, expect, it } from 'vitest';
import { notificationText } from '../../../src/tui/terminal/notification.ts';
import { chooseNotification } from '../../../src/tui/terminal/notification-mode.ts';

describe('which code a terminal is asked with', () => {
  it.each([
    ['auto', {}, 'osc9'],
    ['auto', { TERM: 'xterm-kitty' }, 'osc9'],
    ['auto', { VTE_VERSION: '7600' }, 'osc777'],
    ['auto', { TERM: 'foot' }, 'osc777'],
    ['auto', { TERM: 'rxvt-unicode-256color' }, 'osc777'],
    ['osc9', { VTE_VERSION: '7600' }, 'osc9'],
    ['osc777', {}, 'osc777'],
    ['off', {}, undefined],
  ] as const)('%s %j', (mode, env, expected) => {
    expect(chooseNotification(mode, env)).toBe(expected);
  });
});

describe('what is written', () => {
  it('is one sequence', () => {
    expect(notificationText('osc9', 'zalouser-tui', 'An asks.', {})).toBe(
      '\u001b]9;zalouser-tui: An asks.\u0007',
    );
    expect(notificationText('osc777', 'zalouser-tui', 'An asks.', {})).toBe(
      '\u001b]777;notify;zalouser-tui;An asks.\u0007',
    );
  });

  it('is handed through tmux', () => {
    const text = notificationText('osc9', 't', 'An asks.', { TMUX: '/tmp/tmux-0/default,1,0' });
    expect(text).toBe('\u001bPtmux;\u001b\u001b]9;t: An asks.\u0007\u001b\\');
  });

  it.each(['osc9', 'osc777'] as const)('is never led astray by a name: %s', (kind) => {
    const name = 'A\u0007\u001b]52;c;cm0=\u0007\u009c;B\u202egnp\u2028\n4;3';
    const text = notificationText(kind, 'zalouser-tui', `${name} asks. ${'x'.repeat(5_000)}`, {});
    const prefix = kind === 'osc9' ? '\u001b]9;zalouser-tui: ' : '\u001b]777;notify;zalouser-tui;';
    expect(text.startsWith(prefix)).toBe(true);
    expect(text.endsWith('\u0007')).toBe(true);
    const inside = text.slice(prefix.length, -1);
    expect(inside).toMatch(/^[^\p{Cc}\p{Cf};\u2028]*$/u);
    expect(inside.length).toBeLessThanOrEqual(160);
  });
});
