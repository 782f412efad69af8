// What a listener prints: recordings of the real program with ids, times and senders of the simulated world put in, so that no line is a
// repetition and the gateway would answer some of them and not others.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { demoFriends, demoStrangers, group } from '../../src/simulator/people.ts';
import { parseRecording } from '../../src/simulator/scenario-play.ts';

const folder = join(import.meta.dirname, '..', '..', 'test', 'fixtures', 'zca-0.1.58');

const recorded = (name: string): readonly string[] =>
  parseRecording(readFileSync(join(folder, `${name}.ndjson`), 'utf8'))
    .stdout.split('\n')
    .filter((line) => line.startsWith('{"threadId"'));

/** Four short texts, then one of everything else: pictures, replies, links, stickers, files, groups. */
const mixture = (): readonly string[] => {
  const others = recorded('84-listen-mixed');
  return recorded('86-listen-burst-300')
    .slice(0, others.length * 4)
    .flatMap((line, at) => [line, ...(at % 4 === 3 ? [others[(at - 3) / 4] ?? line] : [])]);
};

/** A line in pieces: fixed text, then the name of a slot, then fixed text, … */
type Template = readonly string[];

const templateOf = (line: string): Template => {
  const sender = /"senderId":"(\d+)"/u.exec(line)?.[1] ?? '';
  const thread = /"threadId":"(\d+)"/u.exec(line)?.[1] ?? '';
  return line
    .replaceAll(sender, '<sender>')
    .replaceAll(thread, '<group>')
    .replace(/"msgId":"\d+"/u, '"msgId":"<id>"')
    .replace(/"cliMsgId":"\d+"/u, '"cliMsgId":"<ms>"')
    .replace(/"ts":"\d+"\}$/u, '"ts":"<ms>"}')
    .replaceAll(/"timestamp":\d+/gu, '"timestamp":<s>')
    .split(/<(sender|group|id|ms|s)>/u);
};

/** Friends the gateway answers, friends it does not know, strangers. */
const senders: readonly string[] = [...demoFriends, ...demoStrangers].map(({ id }) => id);

/** Groups the config lets through, switches off and does not list. */
const groups: readonly string[] = [1, 3, 4, 6].map((number) => group(number).id);

const fill = (template: Template, number: number, sentAtMs: number): string => {
  let line = '';
  for (const [at, piece] of template.entries()) {
    if (at % 2 === 0) line += piece;
    else if (piece === 'id') line += String(7_800_000_000_000 + number);
    else if (piece === 'ms') line += String(sentAtMs);
    else if (piece === 's') line += String(Math.floor(sentAtMs / 1_000));
    else if (piece === 'group') line += groups[number % groups.length] ?? '';
    else line += senders[number % senders.length] ?? '';
  }
  return line;
};

/** Lines as bytes, and as the strings a reader of the whole text would have. */
export interface Lines {
  readonly texts: readonly string[];
  /** In pieces as a pipe hands them on. */
  readonly chunks: readonly Uint8Array[];
}

const chunkBytes = 65_536;

const linesOf = (text: string): Lines => {
  const bytes = Buffer.from(text);
  const count = Math.ceil(bytes.length / chunkBytes);
  return {
    // Through bytes and back: a string that was put together from pieces would be parsed more slowly.
    texts: bytes.toString('utf8').split('\n').slice(0, -1),
    chunks: Array.from({ length: count }, (_, at) => bytes.subarray(at * chunkBytes, (at + 1) * chunkBytes)),
  };
};

/** Makes lines that go on where the last ones ended, five of them a millisecond. */
export const createLines = (startMs: number): ((count: number) => Lines) => {
  const templates = mixture().map(templateOf);
  let number = 0;
  return (count) => {
    let text = '';
    for (let made = 0; made < count; made += 1) {
      number += 1;
      text += `${fill(templates[number % templates.length] ?? [], number, startMs + Math.floor(number / 5))}\n`;
    }
    return linesOf(text);
  };
};
