// A Runner that runs nothing and answers everything as a hostile zca and a hostile openclaw would; it remembers every command.
import type {
  Child,
  ChildHandlers,
  Command,
  Ended,
  Finished,
  Runner,
} from '../../../src/core/system/runner.ts';

/** A started child in the hands of a test. */
export interface HeldChild {
  readonly command: Command;
  readonly handlers: ChildHandlers;
  /** Ends it, if it has not ended. */
  end(ended: Ended): void;
}

export interface HostileRunner extends Runner {
  readonly commands: readonly Command[];
  readonly children: readonly HeldChild[];
}

/** @param answer what a command prints and its exit code */
export const hostileRunner = (answer: (command: Command) => Partial<Finished>): HostileRunner => {
  const commands: Command[] = [];
  const children: HeldChild[] = [];
  return {
    commands,
    children,
    run: async (command) => {
      commands.push(command);
      return { code: 0, stdout: '', stderr: '', durationMs: 1, ...answer(command) };
    },
    start: (command, handlers): Child => {
      commands.push(command);
      const { promise, resolve } = Promise.withResolvers<Ended>();
      children.push({ command, handlers, end: resolve });
      return {
        pid: 100_000 + children.length,
        ended: promise,
        stop: async () => {
          resolve({ code: 143, signal: undefined, stderrTail: '' });
        },
      };
    },
    endAll: async () => {
      for (const child of children) child.end({ code: 143, signal: undefined, stderrTail: '' });
    },
  };
};
