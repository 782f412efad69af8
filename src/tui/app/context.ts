// What components may reach without it being passed through every one of them.
import { createContext, use } from 'react';
import type { BindingId } from '../keys/bindings.ts';
import type { Signs } from '../theme/signs.ts';
import type { Palette } from '../theme/tokens.ts';
import type { App } from './app.ts';
import type { Frame } from './frame.ts';

/** What a binding does, and when it cannot be done, why. */
export interface Handler {
  /** One sentence why this cannot be done now; undefined when it can. */
  readonly reason?: (frame: Frame) => string | undefined;
  readonly run: (app: App, frame: Frame) => void | Promise<void>;
}

export type Handlers<Id extends BindingId = BindingId> = Readonly<Record<Id, Handler>>;

/** The ids of a group: `IdsOf<'feed'>` is every `feed.…`. */
export type IdsOf<Group extends string> = Extract<BindingId, `${Group}.${string}`>;

const AppContext = createContext<App | undefined>(undefined);
const ThemeContext = createContext<Theme | undefined>(undefined);

export interface Theme {
  readonly palette: Palette;
  readonly signs: Signs;
}

export const AppProvider = AppContext.Provider;
export const ThemeProvider = ThemeContext.Provider;

const present = <Value>(value: Value | undefined, name: string): Value => {
  if (value === undefined) throw new Error(`${name} is missing above this component`);
  return value;
};

export const useApp = (): App => present(use(AppContext), 'AppProvider');

export const useTheme = (): Theme => present(use(ThemeContext), 'ThemeProvider');
