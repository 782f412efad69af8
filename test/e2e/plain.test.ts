// Plain mode for a screen reader, in a real terminal: a stranger is announced, let in by keyboard, and all of it can be read afterwards.
import { expect, it } from 'vitest';
import { openDemo } from '../support/demo-program.ts';

it('announces a request, approves it with a and y, says that it is done, quits with q, and leaves its words behind', async () => {
  const demo = await openDemo(['--screen-reader', '--account', 'default'], { rows: 50 });
  const { terminal } = demo;
  await terminal.until(/Status, account default, row 1 of 1/u);
  expect(terminal.terminal.isAlternateScreen).toBe(false);

  demo.happen({ type: 'stranger' });
  await terminal.until(
    /id \d{4}…\d{4}, asks\s+to\s+talk\s+to\s+the\s+agent\s+on\s+default\.\s+Code\s+[A-Z2-9]{4}\s+[A-Z2-9]{4}\./u,
  );
  const announced = terminal.screen().join(' ');
  const code = /Code\s+([A-Z2-9]{4})\s+([A-Z2-9]{4})\./u.exec(announced);
  const stored: { requests: { id: string; code: string }[] } = JSON.parse(
    await demo.openclawFile('credentials', 'zalouser-pairing.json'),
  );
  const wanted = stored.requests.find((request) => request.code === `${code?.[1]}${code?.[2]}`);
  expect(wanted).toBeDefined();

  // The oldest is selected: the new one is looked for by its code.
  terminal.press('3');
  await terminal.until(/Pairing, account default, row 1 of/u);
  terminal.press('/');
  await terminal.until(/filter: empty/u);
  terminal.type(wanted?.code ?? '');
  await terminal.until(/row 1 of 1/u);
  terminal.press('enter');
  await terminal.until(/a approve/u);
  terminal.press('a');
  await terminal.until(/Approve pairing: Cancel is in focus/u);
  expect(await demo.openclawFile('credentials', 'zalouser-default-allowFrom.json')).not.toContain(wanted?.id);
  terminal.press('y');
  await terminal.until(/is\s+let\s+in\s+on\s+default\./u);
  expect(await demo.openclawFile('credentials', 'zalouser-default-allowFrom.json')).toContain(wanted?.id);

  terminal.press('esc');
  await terminal.until(/Pairing, account default, (?:no rows|row \d+ of \d+)$/mu);
  terminal.press('q');
  expect((await terminal.exit).code).toBe(0);
  const left = terminal.screen().join(' ');
  expect(left).toMatch(/Plain mode/u);
  expect(left).toMatch(/asks\s+to\s+talk/u);
  expect(left).not.toMatch(/[●◐✗○›│╭─█▀▄]/u);
  expect(terminal.terminal.cursorVisible).toBe(true);
});

it('a log-in says where the picture is and draws no code', { tags: ['long'] }, async () => {
  const demo = await openDemo([], { rows: 50, env: { INK_SCREEN_READER: 'true' } });
  const { terminal } = demo;
  demo.happen({ type: 'switch', name: 'manualPhone', value: true });
  terminal.press('l');
  // The path has the number of a process in it, and breaks where it will.
  await terminal.until((screen) => /The\s*picture\s*is\s*\S+\.png/u.test(screen.text().replaceAll('\n', '')));
  await terminal.until(/o open the picture/u);
  expect(terminal.screen().join('\n')).not.toMatch(/[█▀▄]/u);
  terminal.press('y');
  await terminal.until(/Sent to the terminal: path of the picture/u);
  expect(terminal.terminal.copied[0]).toMatch(/\.png$/u);
  demo.happen({ type: 'phone', act: 'scan' });
  await terminal.until(/Scanned by .*confirm\s+on\s+the\s+phone/u);
  demo.happen({ type: 'phone', act: 'confirm' });
  await terminal.until(/Logged in on work/u);
  terminal.press('q');
  expect((await terminal.exit).code).toBe(0);
});
