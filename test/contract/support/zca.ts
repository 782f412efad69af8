// The fake zca of the contract suite: tells its argv to the desk (zca-desk.ts) over a socket and repeats what the desk says.
// One JSON line up: `{argv}`. Lines down: `{out}` to print, `{exit}` to end.
import { connect } from 'node:net';
import { createInterface } from 'node:readline';

const socket = connect(Number(process.env['CONTRACT_ZCA_PORT']), '127.0.0.1');
socket.write(`${JSON.stringify({ argv: process.argv.slice(2) })}\n`);
socket.on('close', () => process.exit(0));
const lines = createInterface({ input: socket });
for (const end of [socket, lines]) end.on('error', () => process.exit(70));
lines.on('line', (line) => {
  const said = JSON.parse(line) as { readonly out?: string; readonly exit?: number };
  if (said.out !== undefined) process.stdout.write(said.out);
  if (said.exit !== undefined) process.exit(said.exit);
});
