// The frame: header, tabs, screen, status line, footer, and the overlay over them. The root box is exactly the terminal.

import { Box } from 'ink';
import type { ReactElement } from 'react';
import type { Frame } from './app/frame.ts';
import { screenOf } from './app/screens.ts';
import { frameSentences } from './app/words.ts';
import { Footer } from './components/footer.tsx';
import { Header } from './components/header.tsx';
import { Rows } from './components/rows.tsx';
import { SideDetails } from './components/side-details.tsx';
import { StatusLine, TallToast } from './components/status-line.tsx';
import { Tabs } from './components/tabs.tsx';
import { OverlayView } from './dialogs/overlay-view.tsx';
import { minimum } from './layout/layout.ts';
import { line } from './text/spans.ts';

const TooSmall = ({ frame }: { readonly frame: Frame }): ReactElement => {
  const { columns, rows } = frame.layout;
  const { needSize, needSizeHint, needSizeHintOpen } = frameSentences;
  const hint = frame.ui.overlays.length === 0 && frame.ui.looking === undefined ? needSizeHint : needSizeHintOpen;
  const lines = [line(needSize(minimum.columns, minimum.rows, columns, rows)), line(hint)];
  return <Rows lines={lines} width={columns} height={rows} />;
};

const Body = ({ frame }: { readonly frame: Frame }): ReactElement => {
  const { View } = screenOf(frame.ui.screen);
  const { main, side, body } = frame.layout;
  return (
    <Box width={body.width} height={body.height} flexShrink={0} overflow="hidden">
      <Box width={main.width} height={main.height} flexShrink={0} overflow="hidden">
        <View frame={frame} />
      </Box>
      {side === undefined ? null : <SideDetails frame={frame} rect={side} />}
    </Box>
  );
};

/** Everything on the screen at one moment. */
export const Screen = ({ frame }: { readonly frame: Frame }): ReactElement => {
  const { columns, rows, sizeClass, hasTabs } = frame.layout;
  if (sizeClass === 'too-small') return <TooSmall frame={frame} />;
  return (
    <Box width={columns} height={rows} flexDirection="column" overflow="hidden">
      <Header frame={frame} />
      {hasTabs ? <Tabs frame={frame} /> : null}
      <Body frame={frame} />
      <StatusLine frame={frame} />
      <Footer frame={frame} />
      <TallToast frame={frame} />
      <OverlayView frame={frame} />
    </Box>
  );
};
