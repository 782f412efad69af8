// The simulated world as a value: two accounts, their people, what goes wrong. It is `world.json` with the control lines
// folded over it. Pure: time comes in as an argument.
import type { ControlLine, DemoSession } from './control.ts';
import { type DemoGroup, type DemoPerson, demoFriends, groupsFor, shopSelf, workSelf } from './people.ts';
import type { Story } from './story-clock.ts';
import { type Switches, withSwitch } from './switches.ts';

/** One zca profile. */
export interface DemoProfile {
  readonly self: DemoPerson;
  readonly session: DemoSession;
  readonly friends: readonly DemoPerson[];
  readonly groups: readonly DemoGroup[];
  /** Does the listener play the lively feed by itself? */
  readonly isLively: boolean;
}

/** Everything the fake zca answers from. */
export interface DemoWorld extends Story {
  readonly version: 1;
  /** Every delay is divided by this. */
  readonly speed: number;
  /** How long a short call takes (ms). The real ones take 200–500. */
  readonly latencyMs: number;
  /** From the QR code to the scan, and from the scan to the confirmation (ms). */
  readonly scanMs: number;
  readonly confirmMs: number;
  /** How long a QR code lives that nobody scans (ms). */
  readonly qrLifetimeMs: number;
  /** The process this world belongs to: a listener ends when it has gone. Absent in tests that look for orphans. */
  readonly ownerPid?: number;
  readonly profiles: Readonly<Record<string, DemoProfile>>;
  readonly switches: Switches;
  /** False: OpenClaw has no zalouser plugin. Absent: it brings it along. */
  readonly isPluginInstalled?: boolean;
}

/** What {@link makeWorld} can be told. */
export interface WorldOptions {
  readonly nowMs: number;
  readonly speed?: number;
  /** How many times as fast as the machine's the clock of the story runs; absent or 1: no faster. */
  readonly clockSpeed?: number;
  readonly isLively?: boolean;
  readonly ownerPid?: number;
  readonly switches?: Switches;
}

/** The two accounts: `default` is a flower shop and logged in, `work` needs a log-in. */
export const makeWorld = ({
  nowMs,
  speed = 1,
  clockSpeed = 1,
  isLively = true,
  ownerPid,
  switches = {},
}: WorldOptions): DemoWorld => ({
  version: 1,
  createdAtMs: nowMs,
  speed,
  ...(clockSpeed === 1 ? {} : { clockSpeed }),
  latencyMs: 120,
  scanMs: 3_000,
  confirmMs: 2_000,
  qrLifetimeMs: 100_000,
  ...(ownerPid === undefined ? {} : { ownerPid }),
  profiles: {
    default: {
      self: shopSelf,
      session: 'active',
      friends: demoFriends,
      groups: groupsFor(shopSelf.id),
      isLively,
    },
    work: { self: workSelf, session: 'none', friends: demoFriends, groups: groupsFor(workSelf.id), isLively },
  },
  switches,
});

/** A profile nobody has seen before, as `account add` and a first log-in make it: where others are written to, so is this one. */
const newProfile = (name: string, isLively: boolean): DemoProfile => ({
  self: { id: '4512345678988000777', displayName: `Tài khoản ${name}` },
  session: 'none',
  friends: [],
  groups: [],
  isLively,
});

const withProfile = (world: DemoWorld, name: string, change: Partial<DemoProfile>): DemoWorld => ({
  ...world,
  profiles: {
    ...world.profiles,
    [name]: {
      ...(world.profiles[name] ??
        newProfile(
          name,
          Object.values(world.profiles).some(({ isLively }) => isLively),
        )),
      ...change,
    },
  },
});

const applyFeed = (world: DemoWorld, line: ControlLine & { type: 'feed' }): DemoWorld =>
  Object.keys(world.profiles)
    .filter((name) => line.profile === undefined || line.profile === name)
    .reduce((sum, name) => withProfile(sum, name, { isLively: line.running }), world);

/** The world after one control line. Lines that only concern a running listener change nothing. */
export const applyControl = (world: DemoWorld, line: ControlLine): DemoWorld => {
  if (line.type === 'session') return withProfile(world, line.profile, { session: line.session });
  if (line.type === 'switch')
    return { ...world, switches: withSwitch(world.switches, line.name, line.value) };
  if (line.type === 'feed') return applyFeed(world, line);
  if (line.type === 'plugin') return { ...world, isPluginInstalled: line.installed };
  return world;
};

/** `ms` of the story in milliseconds of the machine. */
export const scaled = (world: Pick<DemoWorld, 'speed'>, ms: number): number => ms / world.speed;

/** Is this the content of a `world.json`? Only what would crash is checked: the file is ours. */
export const isWorld = (value: unknown): value is DemoWorld =>
  typeof value === 'object' &&
  value !== null &&
  'version' in value &&
  value.version === 1 &&
  'profiles' in value &&
  typeof value.profiles === 'object' &&
  'speed' in value &&
  typeof value.speed === 'number' &&
  value.speed > 0;
