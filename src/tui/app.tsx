// The frame: header, tabs, screen, status line, footer, and the dialog over them. The root box is exactly the terminal.

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
import type { OverlayType } from './dialogs/dialog.ts';
import { opened } from './dialogs/opened.ts';
import { dialogOf } from './dialogs/registry.ts';
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

/** The dialog on top, or nothing. */
const DialogOnTop = ({ frame }: { readonly frame: Frame }): ReactElement | null => {
  const overlay = frame.ui.overlays.at(-1);
  if (overlay === undefined) return null;
  const { View } = dialogOf(overlay);
  return <View {...opened<OverlayType>(overlay, frame)} />;
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
      <DialogOnTop frame={frame} />
    </Box>
  );
};
