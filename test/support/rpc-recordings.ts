// Recordings of calls to a real gateway 2026.9.6: test/fixtures/openclaw-96/rpc, one call a file.
import { readFileSync } from 'node:fs';
import { openclawSentences } from '../../src/core/openclaw/words.ts';
import { AppError } from '../../src/core/shared/error.ts';

export interface RpcRecording {
  readonly method: string;
  readonly params: Readonly<Record<string, unknown>>;
  /** What came: a payload, or what the client makes of a refusal. */
  readonly answer: { readonly payload: unknown } | AppError;
}

const refusal = (method: string, { message }: { message: string }): AppError =>
  new AppError(openclawSentences.errors.commandFailed({ what: method, detail: message }));

/** Reads one: `rpcRecording('send-dm')`. */
export const rpcRecording = (name: string): RpcRecording => {
  const text = readFileSync(new URL(`../fixtures/openclaw-96/rpc/${name}.txt`, import.meta.url), 'utf8');
  const match = /^(?:RPC (\S+) (.+)\n)?(ERR )?([\s\S]+?\n?[}\]])\n?(?:connect [^\n]+\n?)?$/u.exec(text);
  if (match === null) throw new Error(`${name} is no recording of a call.`);
  const [, method = '', params = '{}', isError, body = ''] = match;
  const json = JSON.parse(body);
  return {
    method,
    params: JSON.parse(params),
    answer: isError === undefined ? { payload: json } : refusal(method, json),
  };
};
