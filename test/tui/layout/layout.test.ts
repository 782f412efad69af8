import { describe, expect, it } from 'vitest';
import { layout } from '../../../src/tui/layout/layout.ts';

describe('layout', () => {
  it.each([
    [120, 40, 'roomy'],
    [100, 30, 'roomy'],
    [99, 30, 'standard'],
    [80, 24, 'standard'],
    [79, 24, 'compact'],
    [60, 20, 'compact'],
    [59, 20, 'tight'],
    [40, 12, 'tight'],
    [200, 12, 'tight'],
    [39, 12, 'too-small'],
    [40, 11, 'too-small'],
    [1, 1, 'too-small'],
  ])('%i×%i is %s', (columns, rows, sizeClass) => expect(layout(columns, rows).sizeClass).toBe(sizeClass));

  it('leaves to the body all rows but the chrome', () => {
    expect(layout(80, 24)).toMatchObject({ hasTabs: true, body: { left: 0, top: 2, width: 80, height: 20 } });
    expect(layout(40, 12)).toMatchObject({ hasTabs: false, body: { top: 1, height: 9 } });
  });

  it('puts list and details side by side where there is room, without overlap', () => {
    for (let columns = 100; columns <= 220; columns += 1) {
      const { main, side, body } = layout(columns, 30);
      expect(main.width + 1 + (side?.width ?? 0)).toBe(body.width);
      expect(side?.left).toBe(main.width + 1);
      expect(main.width).toBeGreaterThanOrEqual(59);
    }
  });
});
