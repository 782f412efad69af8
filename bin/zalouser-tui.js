#!/usr/bin/env node
// Plain JavaScript that any Node since 12 can read: it says in one sentence what an old Node lacks. The numbers
// are those of src/cli/exit-codes.ts.
const [major, minor] = process.versions.node.split('.').map(Number);

const leave = (code, sentence) => {
  process.stderr.write(`${sentence}\n`);
  process.exitCode = code;
};

/** The demo leaves nothing behind, and a shared folder such as /tmp would let others choose the code that runs. */
const useCompileCache = ({ default: nodeModule }, { homedir }, { join }) => {
  if (process.argv.includes('--demo')) return;
  nodeModule.enableCompileCache(
    join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'zalouser-tui'),
  );
};

if (major < 22 || (major === 22 && minor < 12)) {
  leave(
    4,
    `zalouser-tui needs Node 22.12 or newer, and this is Node ${process.versions.node}: install a newer one from https://nodejs.org, or in a checkout run “npm run demo” or “npm start”.`,
  );
} else {
  // `zalouser-tui zca …` is zca, in this process, and reads what follows as zca does; it runs when it is loaded.
  const isZca = process.argv[2] === 'zca';
  if (isZca) process.argv.splice(2, 1);
  Promise.all([import('node:module'), import('node:os'), import('node:path')])
    .then((modules) => useCompileCache(...modules))
    .then(() => (isZca ? import('../dist/zca.js') : import('../dist/zalouser-tui.js')))
    .then(
      (program) => (isZca ? undefined : program.main()),
      (error) => {
        if (!/\/dist\/(?:zalouser-tui|zca)\.js$/.test(String(error.url))) throw error;
        leave(5, 'zalouser-tui has not been built here yet: run “npm run build” and try again.');
      },
    );
}
