import { expect, it } from 'vitest';
import { aConfig, aFinding, aRequest, aState } from '../../support/builders.ts';
import { drawConsole } from '../../support/draw-console.tsx';

const request = (sender: string, name: string, minutesAgo: number) => {
  const base = aRequest({ senderId: sender, name });
  return { ...base, createdAtMs: base.createdAtMs - minutesAgo * 60_000 };
};
const [a, b, c, d] = [
  request('901', 'An Một', 9),
  request('902', 'Bình Hai', 8),
  request('903', 'Chi Ba', 7),
  request('904', 'Dũng Bốn', 1),
];

it('never lets a stranger who arrives slip under the cursor', async () => {
  const console = await drawConsole({ state: aState({ pairing: { requests: [a, b, c] } }), screen: 'pairing' });
  await console.press('G');
  await console.setState(aState({ pairing: { requests: [a, b] } }));
  await console.setState(aState({ pairing: { requests: [a, b, d] } }));
  expect(console.screen().find((row) => row.startsWith('›'))).toContain('Bình Hai');
});

it('keeps the row one looked at first, when another comes before it', async () => {
  const console = await drawConsole({ state: aState({ pairing: { requests: [b] } }), screen: 'pairing' });
  await console.setState(aState({ pairing: { requests: [a, b] } }));
  expect(console.screen().find((row) => row.startsWith('›'))).toContain('Bình Hai');
});

it('stays at the top of Access, where what is wrong comes first', async () => {
  const console = await drawConsole({ screen: 'access' });
  expect(console.screen().find((row) => row.startsWith('›'))).toContain('shop');
  const broken = aConfig({ status: 'broken', findings: [aFinding({ code: 'config-broken', sentence: 'Line 3 is wrong.' })] });
  await console.setState(aState({ config: broken }));
  expect(console.screen().find((row) => row.startsWith('›'))).toContain('The config is broken');
  await console.setState(aState());
  // Whoever has moved down is left there, and told.
  await console.press('j', 'j');
  const selected = console.screen().find((row) => row.startsWith('›'));
  await console.setState(aState({ config: broken }));
  expect(console.screen().find((row) => row.startsWith('›'))).toBe(selected);
  expect(console.screen().at(-2)).toContain('The config is broken: g shows where.');
});
