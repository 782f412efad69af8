import { accessScreen } from '../access/view.tsx';
import { directoryScreen } from '../directory/view.tsx';
import { feedScreen } from '../feed/view.tsx';
import { loginScreen } from '../login/view.tsx';
import { pairingScreen } from '../pairing/view.tsx';
import type { ScreenName } from '../state/ui-state.ts';
import { statusScreen } from '../status/view.tsx';
import type { ScreenModule } from './screen.ts';

const screens: Readonly<Record<ScreenName, ScreenModule>> = {
  status: statusScreen,
  feed: feedScreen,
  pairing: pairingScreen,
  directory: directoryScreen,
  access: accessScreen,
  login: loginScreen,
};

/** The module of a screen. */
export const screenOf = (name: ScreenName): ScreenModule => screens[name];
