import { describe, expect, it } from 'vitest';
import { directCommand, groupCommand } from '../../../src/core/policy/text-commands.ts';
import { aMessage } from '../../support/builders.ts';
import { aRelease } from '../../support/releases.ts';

const [with226, with96] = [aRelease('b').capabilities, aRelease('d').capabilities];

/** What OpenClaw 2026.2.26 did with each from somebody it does not know: in a direct message under `open`, in an open group. */
const recorded: readonly (readonly [
  text: string,
  direct: 'answered' | 'ignored',
  group: 'answered' | 'dropped',
])[] = [
  ['/help', 'ignored', 'dropped'],
  ['/help me', 'answered', 'answered'],
  ['/skill x', 'answered', 'dropped'],
  ['/STATUS', 'ignored', 'dropped'],
  ['/status xin chào', 'answered', 'answered'],
  ['/status: x', 'answered', 'answered'],
  ['/approve x', 'ignored', 'dropped'],
  ['/export', 'ignored', 'dropped'],
  ['/tts on', 'ignored', 'dropped'],
  ['/id', 'ignored', 'dropped'],
  ['/subagents list', 'ignored', 'dropped'],
  ['/kill all', 'ignored', 'dropped'],
  ['/tell x y', 'ignored', 'dropped'],
  ['/config show', 'ignored', 'dropped'],
  ['/debug', 'ignored', 'dropped'],
  ['/bash ls', 'ignored', 'dropped'],
  ['! ls', 'answered', 'answered'],
  ['/stop', 'ignored', 'dropped'],
  ['/stop now', 'answered', 'answered'],
  ['/activation mention', 'answered', 'dropped'],
  ['/send off', 'ignored', 'dropped'],
  ['/new', 'ignored', 'dropped'],
  ['/new x', 'ignored', 'dropped'],
  ['/new: x', 'ignored', 'dropped'],
  ['/newborn', 'answered', 'answered'],
  ['/compact x', 'ignored', 'dropped'],
  ['/think', 'ignored', 'dropped'],
  ['/t high', 'ignored', 'dropped'],
  ['/think high xin chào', 'answered', 'dropped'],
  ['hello /think high', 'answered', 'answered'],
  ['/elev', 'answered', 'dropped'],
  ['/exec host=gateway', 'ignored', 'dropped'],
  ['/model x', 'ignored', 'dropped'],
  ['/models x', 'answered', 'dropped'],
  ['/queue collect', 'ignored', 'dropped'],
  ['/dock-telegram', 'answered', 'dropped'],
  ['/pair', 'answered', 'answered'],
  ['/abort', 'answered', 'answered'],
  ['stop', 'answered', 'dropped'],
  ['Please  STOP!!', 'answered', 'dropped'],
  ['stop it', 'answered', 'answered'],
  ['xin /status', 'answered', 'answered'],
  ['/help\nabc', 'answered', 'dropped'],
  ['/', 'answered', 'answered'],
];

describe('control commands', () => {
  it.each(recorded)('%j: direct %s, group %s', (text, direct, group) => {
    const message = aMessage({ text });
    expect(directCommand(message) === undefined ? 'answered' : 'ignored').toBe(direct);
    expect(groupCommand(message, with226) === undefined ? 'answered' : 'dropped').toBe(group);
  });

  it('are named without what follows', () => {
    expect(groupCommand(aMessage({ text: ' /New: chào ' }), with226)).toBe('/new');
    expect(groupCommand(aMessage({ text: 'Dừng… stop' }), with226)).toBeUndefined();
    expect(groupCommand(aMessage({ text: 'STOP.' }), with226)).toBe('stop');
  });

  it('are none under a picture, whose line comes first', () => {
    const media = { kind: 'image', count: 1 } as const;
    for (const text of ['/new', 'stop'])
      expect(groupCommand(aMessage({ text, media }), with226)).toBeUndefined();
    // A reminder is printed as its title alone.
    const reminder = { kind: 'reminder', count: 1, isTextFirst: true } as const;
    for (const text of ['/new', 'stop'])
      expect(groupCommand(aMessage({ text, media: reminder }), with226)).toBe(text);
    expect(directCommand(aMessage({ text: '/new', media }))).toBeUndefined();
  });

  it('in a reply: the quoted lines follow', () => {
    const quote = 'An: chào';
    expect(groupCommand(aMessage({ text: '/new', quote }), with226)).toBe('/new');
    expect(groupCommand(aMessage({ text: 'stop', quote }), with226)).toBeUndefined();
    expect(directCommand(aMessage({ text: '/new', quote }))).toBeUndefined();
  });

  it('knows no stop words on 2026.9.6', () => {
    expect(groupCommand(aMessage({ text: 'stop' }), with96)).toBeUndefined();
    expect(groupCommand(aMessage({ text: '/stop' }), with96)).toBe('/stop');
  });
});
