/** Resolves when everything that waits for this process has had its turn: keys, output, timers that are due. No time passes by itself. */
export const nextTurn = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve));
