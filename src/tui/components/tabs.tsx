// Row 1: the six screens with their badges.
import type { ReactElement } from 'react';
import { useTheme } from '../app/context.ts';
import type { Frame } from '../app/frame.ts';
import { screenBadges } from '../app/screens.ts';
import { frameSentences } from '../app/words.ts';
import { type ScreenName, screenNames } from '../state/ui-state.ts';
import { cellWidth } from '../text/cells.ts';
import { type Line, line, lineText } from '../text/spans.ts';
import type { Signs } from '../theme/signs.ts';
import { Row } from './row.tsx';

// The tabs as data: drawn by tabs.tsx, found again by a click.

/** One tab: its screen and its spans, badge included. */
interface Tab {
  readonly screen: ScreenName;
  readonly spans: Line;
}

/** The six tabs; short names where the window is narrow. */
const tabsOf = (frame: Frame, signs: Signs): readonly Tab[] => {
  const names = frame.layout.columns < 80 ? frameSentences.shortScreens : frameSentences.screens;
  const badges = screenBadges(frame, signs);
  return screenNames.map((screen, index) => {
    const label = ` ${index + 1} ${names[screen]} `;
    return {
      screen,
      spans: line(
        screen === frame.ui.screen ? { text: label, tone: 'selected', isBold: true } : label,
        badges[screen],
      ),
    };
  });
};

/** The screen whose tab stands at `column`. */
export const tabAt = (frame: Frame, signs: Signs, column: number): ScreenName | undefined => {
  let from = 0;
  for (const { screen, spans } of tabsOf(frame, signs)) {
    const to = from + cellWidth(lineText(spans));
    if (column >= from && column < to) return screen;
    from = to;
  }
  return undefined;
};

/** The tabs of `frame`. */
export const Tabs = ({ frame }: { readonly frame: Frame }): ReactElement => {
  const { signs } = useTheme();
  return <Row spans={tabsOf(frame, signs).flatMap(({ spans }) => spans)} cells={frame.layout.columns} />;
};
