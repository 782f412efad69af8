// Row 1: the six screens with their badges.
import type { ReactElement } from 'react';
import { useTheme } from '../app/context.ts';
import type { Frame } from '../app/frame.ts';
import { Row } from './row.tsx';
import { tabsOf } from './tab-positions.ts';

/** The tabs of `frame`. */
export const Tabs = ({ frame }: { readonly frame: Frame }): ReactElement => {
  const { signs } = useTheme();
  return <Row spans={tabsOf(frame, signs).flatMap(({ spans }) => spans)} cells={frame.layout.columns} />;
};
