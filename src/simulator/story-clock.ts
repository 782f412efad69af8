// The clock of a demo whose story runs faster than the machine: ZALOUSER_DEMO_CLOCK=4. The console waits out its own times on it (10 s without
// a connection are 2.5 s of the machine), and the pauses of the simulated programs are as much shorter, so that all keep their proportions.
//
// By the story go: what the services of the console wait for and how old they say a thing is, and every time that a simulated program tells
// (when a message was sent, a request made, a gateway started), since those are compared with each other.
// By the machine go: children that are ended or have a limit, a look at processes after something has happened, locks, files half written,
// the pace of file watches, words on the screen and how often it shows a later time, and when a command line gives up (`realTimeClock` in
// core/shared/clock.ts): a faster clock makes neither processes nor disks nor readers faster. The log goes by it, too: it tells of this machine.
// Times of files and processes stay the machine's and seem to lie further back the longer the story runs. They are only asked whether
// they are minutes old (what an earlier run has left behind), in a folder that is as old as the story; a lock says itself when it was made, by
// the story, as the console and the simulated gateway are one process. Twice `^c` has as much less time, which at worst asks once more.
import type { Clock } from '../core/shared/clock.ts';

/** Faster than this, a machine that is held up for a second or two would look like a program that does not answer. */
const fastest = 8;

/** The speed that ZALOUSER_DEMO_CLOCK asks for: 1 to 8 times the machine's. What is no number, or slower, changes nothing. */
export const clockSpeed = (text: string | undefined): number => {
  const speed = Number(text ?? 1);
  return speed > 1 ? Math.min(speed, fastest) : 1;
};

/** A time of the machine in the story that began at `createdAtMs` (epoch ms). */
export const storyMs = ({ createdAtMs, clockSpeed: speed = 1 }: Story, machineMs: number): number =>
  createdAtMs + Math.round((machineMs - createdAtMs) * speed);

/** What tells how time passes in a world. */
export interface Story {
  readonly createdAtMs: number;
  readonly clockSpeed?: number;
}

/** The clock of a story, over the machine's; that clock itself where the story is no faster. */
export const storyClock = (story: Story, machine: Clock): Clock => {
  const { clockSpeed: speed = 1 } = story;
  if (speed === 1) return machine;
  const now = (): number => storyMs(story, machine.now());
  return {
    now,
    // Not a fraction too early: whoever has waited may trust that it is time.
    after: (delayMs, callback) => machine.after(Math.ceil(delayMs / speed), callback),
    realTimeClock: { now, after: machine.after },
  };
};
