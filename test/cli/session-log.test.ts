import { expect, test } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { logState } from '../../src/cli/session.ts';
import type { CommandRecord, ConsoleState } from '../../src/core/faces.ts';
import { profileName } from '../../src/core/shared/ids.ts';
import { initialState } from '../../src/core/state.ts';
import type { Log, LogFields } from '../../src/core/system/log.ts';
import { aCommand, aMessage, aRequest, aState, aWaitingLogin, nowMs, shop } from '../support/builders.ts';

const start = () => {
  const lines: [event: string, fields: LogFields | undefined][] = [];
  const note = (event: string, fields?: LogFields): void => void lines.push([event, fields]);
  const log: Log = { error: note, info: note, debug: note, close: () => {} };
  const store = createStore<ConsoleState>()(() => aState());
  const stop = logState(store, log);
  return { store, lines, stop, text: () => JSON.stringify(lines) };
};

const command = (id: number, outcome: CommandRecord['outcome']) => aCommand({ id, outcome });

test('a command is logged once, when it has ended', () => {
  const { store, lines } = start();
  store.setState({ commandLog: [command(1, { type: 'running' })] });
  expect(lines).toEqual([]);
  store.setState({ commandLog: [command(1, { type: 'running' }), command(2, { type: 'exited', code: 0 })] });
  store.setState({
    commandLog: [command(1, { type: 'timed-out' }), command(2, { type: 'exited', code: 0 })],
  });
  expect(lines.map(([event, fields]) => [event, fields?.['id']])).toEqual([
    ['command/ended', 2],
    ['command/ended', 1],
  ]);
});

test('neither messages nor names, codes nor QR texts get into the log', () => {
  const { store, text } = start();
  const request = aRequest();
  const message = aMessage();
  store.setState({
    feed: { ...store.getState().feed, messages: [message] },
    pairing: { ...store.getState().pairing, requests: [request] },
    login: aWaitingLogin({ qrText: 'QR-SECRET' }),
  });
  expect(text()).toContain('feed/changed');
  expect(text()).toContain('pairing/changed');
  expect(text()).toContain('"waiting"');
  for (const secret of [request.code, message.text, 'QR-SECRET']) expect(text()).not.toContain(secret);
});

test('nor what the operator searched for or wrote, nor what zca says of it', () => {
  const { store, lines } = start();
  const searched = aCommand({
    argv: ['friend', 'find', 'Nguyễn An'],
    keptArgv: ['friend', 'find', '<query>'],
    stderr: 'No user Nguyễn An',
    keptStderr: 'No user <query>',
  });
  store.setState({ commandLog: [searched] });
  const error = { code: 'login-declined', sentence: 'Nguyễn An declined the login on the phone.' } as const;
  store.setState({
    login: { status: 'failed', accountId: shop, profile: profileName('shop'), startedAtMs: nowMs, error },
  });
  expect(lines).toEqual([
    [
      'command/ended',
      expect.objectContaining({ argv: ['friend', 'find', '<query>'], stderr: 'No user <query>' }),
    ],
    ['login/changed', { status: 'failed', code: 'login-declined' }],
  ]);
});

test('what was located is logged, until it is stopped', () => {
  const { store, lines, stop } = start();
  store.setState({ zca: { status: 'found', path: '/z', by: 'path' } });
  stop();
  store.setState({ zca: initialState().zca });
  expect(lines).toEqual([['zca/located', { zca: { status: 'found', path: '/z', by: 'path' } }]]);
});
