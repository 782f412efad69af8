// Times as an operator reads them: `14:02`, `2m`, `0:58`. Local time; durations in milliseconds.

const two = (value: number): string => String(value).padStart(2, '0');

/** `HH:mm` of a moment (epoch ms). */
export const clockTime = (atMs: number): string => {
  const date = new Date(atMs);
  return `${two(date.getHours())}:${two(date.getMinutes())}`;
};

/** `YYYY-MM-DD HH:mm:ss` of a moment (epoch ms). */
export const fullTime = (atMs: number): string => {
  const date = new Date(atMs);
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())} ${clockTime(atMs)}:${two(date.getSeconds())}`;
};

/** How long ago, in the largest whole unit: `now`, `12s`, `2m`, `3h`, `4d`. */
export const ageText = (ageMs: number): string => {
  const seconds = Math.max(0, Math.floor(ageMs / 1_000));
  if (seconds < 5) return 'now';
  if (seconds < 60) return `${seconds}s`;
  if (seconds < 3_600) return `${Math.floor(seconds / 60)}m`;
  if (seconds < 86_400) return `${Math.floor(seconds / 3_600)}h`;
  return `${Math.floor(seconds / 86_400)}d`;
};

/** How long something has gone on: `0:12`, `12:05`. */
export const elapsedText = (elapsedMs: number): string => {
  const seconds = Math.max(0, Math.floor(elapsedMs / 1_000));
  return `${Math.floor(seconds / 60)}:${two(seconds % 60)}`;
};

/** What is left of a time, as minutes and seconds: `0:58`. */
export const countdown = (leftMs: number): string => {
  const seconds = Math.max(0, Math.ceil(leftMs / 1_000));
  return `${Math.floor(seconds / 60)}:${two(seconds % 60)}`;
};
