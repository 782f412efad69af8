// The table: policy × sender × group × store, each row with what the gateway is expected to do. Four worlds, one gateway start each.
import type { VerdictCase } from './support/verdict-case.ts';
import type { WorldParts } from './support/verdict-world.ts';
import { directCases } from './verdict-direct.ts';
import { differences, groupCases } from './verdict-groups.ts';
import { namesCases, namesConfig, namesLists, namesProbe } from './verdict-names.ts';
import {
  an,
  binh,
  composed,
  decomposed,
  dm,
  first,
  group,
  on,
  other,
  probe,
  sales,
  stranger,
} from './verdict-words.ts';

/** A world's config, store and lists. */
export type WorldTable = Omit<WorldParts, 'openclaw'> & { readonly cases: readonly VerdictCase[] };

const friends = [
  { userId: '4512000000000006001', displayName: 'Nguyễn Văn Duy' },
  { userId: '4512000000000006002', displayName: 'Trùng Tên' },
  { userId: '4512000000000006003', displayName: 'Trùng Tên' },
  { userId: '4512000000000006004', displayName: decomposed },
  { userId: '4512000000000006005', displayName: 'Hai  Dấu Cách' },
];
const groups = [
  { groupId: '7100000000000000011', name: 'Nhóm Khách Sỉ' },
  { groupId: '7100000000000000012', name: 'Trùng Nhóm' },
  { groupId: '7100000000000000013', name: 'Trùng Nhóm' },
];

const listed = {
  '7100000000000000021': {},
  '7100000000000000022': { allow: false },
  '7100000000000000023': { allow: true, enabled: false },
  'group:7100000000000000024': { allow: true },
  'zalouser:7100000000000000025': {},
  '7100000000000000026': true,
  '7100000000000000027': null,
  '7100000000000000028': { requireMention: true },
  '7100000000000000029': { allow: 'no' },
  'Đúng Tên Này': {},
  'Cấm Vào': { enabled: false },
  'work-chat-v1-2': {},
  'nhóm khách sỉ': {},
  'Trùng Nhóm': {},
  [composed]: {},
};

/** Many accounts: one for every combination. */
export const manyAccounts: WorldTable = {
  config: {
    channels: {
      defaults: { groupPolicy: 'allowlist' },
      zalouser: {
        allowFrom: [an],
        accounts: {
          probe: { dmPolicy: 'open', allowFrom: ['*'] },
          default: {},
          pairing: { dmPolicy: 'pairing', groupPolicy: 'open' },
          allowlist: { dmPolicy: 'allowlist', groupPolicy: 'allowlist', groups: listed },
          open: { dmPolicy: 'open', allowFrom: [], groupPolicy: 'disabled', groups: listed },
          disabled: { dmPolicy: 'disabled', allowFrom: ['*'], groupPolicy: 'open', groups: listed },
          bogus: { dmPolicy: 'bogus', groupPolicy: 'bogus', groups: listed },
          nothing: { dmPolicy: null, groupPolicy: null, allowFrom: null, groups: null },
          star: {
            dmPolicy: 'allowlist',
            allowFrom: ['*'],
            groups: { '*': {}, '7100000000000000022': { allow: false } },
          },
          'spaced-star': {
            dmPolicy: 'allowlist',
            allowFrom: [' * '],
            groups: { '*': { enabled: false }, '7100000000000000021': {} },
          },
          'prefixed-star': { dmPolicy: 'allowlist', allowFrom: ['zalouser:*'], groups: {} },
          'My Shop': { dmPolicy: 'open', groupPolicy: 'open', profile: 'elsewhere' },
          names: {
            dmPolicy: 'allowlist',
            allowFrom: [
              'zalouser:4512000000000008001',
              'ZLU:4512000000000008002',
              ' 4512000000000008003 ',
              'zalouser: 4512000000000008004',
              'telegram:4512000000000008005',
              ' zalouser:4512000000000008008',
              845000006,
              'nguyễn văn duy',
              'Trùng Tên',
              composed,
              'Hai Dấu Cách',
            ],
          },
          'text-list': { dmPolicy: 'pairing', groupPolicy: 'open', allowFrom: an },
          off: { enabled: false, dmPolicy: 'open' },
        },
      },
    },
  },
  approved: {
    'zalouser-allowFrom.json': [first],
    'zalouser-default-allowFrom.json': [binh],
    'zalouser-pairing-allowFrom.json': [binh],
    'zalouser-allowlist-allowFrom.json': [binh],
    'zalouser-open-allowFrom.json': [binh],
    'zalouser-disabled-allowFrom.json': [binh],
    'zalouser-bogus-allowFrom.json': [binh],
  },
  lists: { friends, groups },
  probe: { profile: 'probe', senderId: probe },
  cases: [...directCases, ...groupCases, ...differences],
};

/** Names of every kind. */
export const names: WorldTable = {
  config: namesConfig,
  lists: namesLists,
  probe: namesProbe,
  cases: namesCases,
};

/** No accounts listed: the base is the account `default`, with a profile of its own. */
export const baseOnly: WorldTable = {
  config: {
    channels: {
      defaults: { groupPolicy: 'disabled' },
      zalouser: {
        profile: 'shop',
        dmPolicy: 'allowlist',
        allowFrom: [an, probe],
        groupPolicy: 'allowlist',
        groups: { [sales]: { allow: true } },
      },
    },
  },
  approved: { 'zalouser-default-allowFrom.json': [binh] },
  probe: { profile: 'shop', senderId: probe },
  cases: on('default', [
    ['in allowFrom', 'reply', dm(an)],
    ['approved by code', 'not-in-allowlist', dm(binh)],
    ['the base’s groupPolicy goes before channels.defaults', 'reply', group(sales, 'Bán hàng')],
    ['a group that is not listed', 'group-not-listed', group(other, 'Lạ')],
  ]),
};

/** The plugin is on and nothing is written about the channel. */
export const noSection: WorldTable = {
  config: { channels: { defaults: { groupPolicy: 'open' } } },
  approved: { 'zalouser-default-allowFrom.json': [binh, probe] },
  probe: { profile: 'default', senderId: probe },
  cases: on('default', [
    ['approved by code', 'reply', dm(binh)],
    ['a stranger', 'pairing', dm(stranger)],
    ['no group, whatever channels.defaults says', 'group-not-listed', group(sales, 'Bán hàng')],
  ]),
};

/** An empty section and no defaults. */
export const emptySection: WorldTable = {
  config: { channels: { zalouser: {} } },
  approved: { 'zalouser-allowFrom.json': ['zlu:4512000000000007001', '*', probe] },
  probe: { profile: 'default', senderId: probe },
  cases: on('default', [
    ['every group', 'reply', group(sales, 'Bán hàng')],
    ['a group without a name', 'reply', group(other)],
    ['an approved id with the prefix', 'reply', dm(first)],
    ['* in the store counts for nothing', 'pairing', dm(stranger)],
  ]),
};
