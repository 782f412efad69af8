// What a log-in over a session that is alive ends, in sentences. Pure.

import { type AccountId, type AccountRow, accountRow, isGatewayListening, type ProfileName } from '../../core/index.ts';
import type { Frame } from '../app/frame.ts';
import { loginActionSentences } from './words-actions.ts';

const words = loginActionSentences;

const isListening = (row: AccountRow | undefined): boolean => {
  const status = row?.facts.listener.status ?? 'stopped';
  return status !== 'stopped' && status !== 'blocked';
};

/** Who loses what: the session, our listeners on it, the gateway's, and other accounts of the same profile. */
export const againLines = ({ core }: Frame, target: { readonly id: AccountId; readonly profile: ProfileName }): readonly string[] => {
  const row = accountRow(core, target.id);
  const session = row?.facts.session;
  const sharing = core.config.accounts.filter(({ profile }) => profile.value === target.profile).map(({ id }) => id);
  const listening = sharing.filter((id) => isListening(accountRow(core, id)));
  const others = sharing.filter((id) => id !== target.id);
  return [
    session?.status === 'failed' ? words.mayBeLive(session.sentence) : words.isLive(row?.name),
    words.replaces,
    ...(listening.length === 0 ? [] : [words.endsOurs(listening)]),
    ...(row !== undefined && isGatewayListening(core, row.account) ? [words.endsGateways] : []),
    ...(others.length === 0 ? [] : [words.endsShared(others, target.profile)]),
  ];
};
