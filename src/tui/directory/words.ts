export const directoryScreenSentences = {
  fieldLabel: 'Find',
  placeholder: 'a name, a user name or a phone number',
  placeholderOfFriends: 'a name or an id, among those who are friends',
  panes: { peers: 'Peers', groups: 'Groups', members: 'Members' },
  count: (shown: number, total: number) => (shown === total ? `${total}` : `${shown} of ${total}`),
  ofGroup: (name: string) => `of ${name}`,
  oneAccount: (keys: string) => `one account at a time; ${keys} changes it`,
  oneAccountShort: (keys: string) => `${keys} changes it`,
  accountKeys: '[ ]',
  /** In the field brackets are text. */
  accountKeysInField: 'Esc, then [ ]',
  you: (name: string) => `logged in as ${name}`,
  notKnown: 'not logged in yet, as far as is known',
  youMark: 'you',

  reading: 'Reading the config…',
  noAccounts: 'The config lists no account.',
  noAccountsFix: (keys: string) => `Press ${keys} and choose "first steps (doctor)".`,
  noZca: 'Nothing can be looked up without zca.',
  loading: {
    peers: 'Reading the friend list…',
    groups: 'Reading the groups…',
    members: 'Reading the members…',
  },
  idle: (keys: string) => `Nothing has been read yet. Press ${keys}.`,
  none: {
    peers: 'This account has no friends on Zalo yet.',
    groups: 'This account is in no group.',
    members: 'The group has no members.',
  },
  noMatch: {
    peers: (query: string) => `No friend matches “${query}”.`,
    groups: (query: string) => `No group matches “${query}”.`,
    members: (query: string) => `No member matches “${query}”.`,
  },
  /** Where a command of openclaw must answer; what it costs is said before it is run. */
  slow: {
    offered: (keys: string, listed: 'peers' | 'groups' | 'members') =>
      `${keys} asks ${listed === 'members' ? 'openclaw directory groups members' : `openclaw directory ${listed}`}: 16 to 25 s of a busy processor, and one more log-in to Zalo, which ends nobody's session.`,
    running: (elapsed: string, keys: string) =>
      `openclaw directory is asking: ${elapsed} of about 0:20. ${keys} cancels it.`,
    runningShort: (elapsed: string) => `asking, ${elapsed} of about 0:20`,
    again: (keys: string) => `read by openclaw directory, as ${keys} does again (about 20 s)`,
  },
  again: (keys: string) => `Press ${keys} to try again.`,
  notRefreshed: (sentence: string) => `not refreshed: ${sentence}`,

  searching: 'searching…',
  phoneSearch: 'phone look-up',
  foundMore: (count: number) => `${count} found beyond the friends`,
  foundNobody: 'nobody else found',
  shortNumber: 'type the whole phone number to look it up',
  idOnly: 'an id is looked for among friends only',
  searchFailed: (sentence: string) => `find failed: ${sentence}`,

  stranger: 'stranger',
  members: (count: number) => `${count} ${count === 1 ? 'member' : 'members'}`,
  source: { peers: 'friends', groups: 'groups', members: 'members' },
  read: (what: string, account: string, age: string) => `${what} of ${account} read ${age}`,
  refreshing: 'reading again…',
  notRead: (what: string, account: string) => `${what} of ${account} not read yet`,

  labels: {
    name: 'name',
    id: 'id',
    phone: 'phone',
    username: 'user name',
    relation: 'relation',
    members: 'members',
    access: 'may write',
    listed: 'listed',
  },
  friend: 'a friend',
  notFriend: 'not a friend, found by zca friend find',
  notListedFriend: 'not in the friend list',
  selfRelation: 'this account itself',
  mayWrite: {
    'allow-from': (account: string) => `on ${account}: in allowFrom`,
    approved: (account: string) => `on ${account}: approved by code`,
  },
  mayNotWrite: 'Neither allowFrom nor a pairing code lets this person write on any account.',
  groupIdle: (account: string, policy: string) => `on ${account}: to no effect, groupPolicy is ${policy}`,
  groupMute: (account: string) =>
    `on ${account}: listed, and yet nobody in it is answered: groupAllowFrom names no member`,
  groupListed: (account: string, isAllowed: boolean) =>
    `on ${account}: ${isAllowed ? 'let through' : 'switched off'}`,
  groupNotListed: 'No account lists this group under groups.',
  personTitle: 'Person',
  groupTitle: 'Group',

  nothingSelected: 'Nothing is selected.',
  membersNeedGroup: 'Choose a group first: Tab shows the groups.',
  noAccount: 'There is no account to look things up with.',
} as const;
