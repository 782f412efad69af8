import { stat } from 'node:fs/promises';

/** The mode of a file or folder, in octal digits: `600`. */
export const modeOf = async (file: string): Promise<string> => ((await stat(file)).mode & 0o777).toString(8);
