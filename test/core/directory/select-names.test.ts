import { describe, expect, it } from 'vitest';
import { nameOf } from '../../../src/core/directory/select-names.ts';
import { requestKey } from '../../../src/core/model/people.ts';
import { approvedRows } from '../../../src/core/pairing/select.ts';
import { maxRememberedNames } from '../../../src/core/pairing/state.ts';
import { type ConsoleState, initialState } from '../../../src/core/state.ts';
import { reduce } from '../../../src/core/store.ts';
import {
  aDirectory,
  aNamelessRequest,
  anApproved,
  anId,
  aPeer,
  aRequest,
  fetched,
  nowMs,
  shop,
  work,
} from '../../support/builders.ts';

type Read = Pick<ConsoleState['pairing'], 'requests' | 'approved'>;
const read = (state: ConsoleState, parts: Partial<Read>): ConsoleState =>
  reduce(state, { type: 'pairing/read', requests: [], approved: [], atMs: nowMs, ...parts });

describe('the name of a pairing request', () => {
  const asked = read(initialState(), { requests: [aRequest()] });
  const approved = read(asked, { approved: [anApproved('shop', anId)] });

  it('stays with its sender after the request has gone', () => {
    expect(nameOf(approved, shop, anId)).toEqual({ name: 'Nguyễn An', source: 'pairing' });
    expect(approvedRows(approved).map(({ name }) => name?.name)).toEqual(['Nguyễn An']);
    expect(nameOf(approved, work, anId)).toBeUndefined();
  });

  it('is the newest that was given, and is not lost to a request without one', () => {
    const renamed = read(asked, { requests: [aRequest({ name: 'An Nguyễn' })] });
    expect(nameOf(read(renamed, { requests: [aNamelessRequest()] }), shop, anId)?.name).toBe('An Nguyễn');
  });

  it('gives way to every other source: strangers choose their names', () => {
    const directory = { [shop]: aDirectory({ peers: fetched([aPeer({ id: anId, name: 'Anh An' })]) }) };
    expect(nameOf({ ...approved, directory }, shop, anId)).toEqual({ name: 'Anh An', source: 'friends' });
  });

  it('is remembered for so many senders, the oldest is forgotten first', () => {
    const flood = Array.from({ length: maxRememberedNames }, (_, index) =>
      aRequest({ senderId: String(9_000_000 + index), name: 'X' }),
    );
    const state = read(asked, { requests: flood });
    expect(Object.keys(state.pairing.names)).toHaveLength(maxRememberedNames);
    expect(nameOf(state, shop, anId)).toBeUndefined();
  });

  it('changes nothing in the state when it is read again', () => {
    expect(read(asked, { requests: [aRequest()] }).pairing.names).toBe(asked.pairing.names);
    expect(asked.pairing.names).toEqual({ [requestKey(aRequest())]: 'Nguyễn An' });
  });
});
