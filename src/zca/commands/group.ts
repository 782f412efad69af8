import { askInBatches } from '../batches.ts';
import { groupsOf } from '../directory.ts';
import { Failure } from '../failure.ts';
import type { Call } from '../host.ts';
import { json, notation } from '../output.ts';
import { openSession } from '../session.ts';

const membersAtATime = 50;

/** `group list [-j]` */
export const groupList = async ({ profile, host }: Call, asJson: boolean): Promise<void> => {
  const groups = await groupsOf(await openSession(profile, host.signal), host.signal);
  await host.print(asJson ? json(groups) : notation(groups));
};

/** Zalo keeps the members in one of three lists, with a version behind each id. */
const memberIds = (group: {
  readonly memVerList?: readonly string[];
  readonly memberIds?: readonly string[];
  readonly currentMems?: readonly { readonly id: string }[];
}): readonly string[] => {
  const ids = [
    ...(group.memberIds ?? []),
    ...(group.memVerList ?? []).map((id) => id.replace(/_\d+$/u, '')),
    ...(group.currentMems ?? []).map(({ id }) => id),
  ];
  return [...new Set(ids)];
};

/** `group members GROUP [-j]` */
export const groupMembers = async (
  { profile, host }: Call,
  groupId: string,
  asJson: boolean,
): Promise<void> => {
  const api = await openSession(profile, host.signal);
  const { gridInfoMap } = await api.getGroupInfo(groupId);
  const group = gridInfoMap?.[groupId];
  if (group === undefined) throw new Failure(`Group not found: ${groupId}`);
  const members = await askInBatches(memberIds(group), {
    size: membersAtATime,
    ask: async (ids) => (await api.getGroupMembersInfo([...ids])).profiles,
    signal: host.signal,
  });
  const rows = [...members].map(([userId, member]) => {
    const { displayName, zaloName, avatar, accountStatus } = member;
    return { userId, displayName, zaloName, avatar, accountStatus, rawJson: JSON.stringify(member) };
  });
  await host.print(asJson ? json(rows) : notation(rows));
};
