// Which of the two kinds of OpenClaw is here.
import type { Generation } from '../state/state.ts';

/** The last month whose plugin drives `zca`: 2026.3. */
const lastZcaYear = 2026;
const lastZcaMonth = 3;

/** Up to 2026.3 the plugin drives `zca` and keeps pairing in JSON files: `226`; later ones are `96`. */
export const generationOfVersion = (version: string): Generation => {
  const [year = 0, month = 0] = version.split('.').map(Number);
  return year < lastZcaYear || (year === lastZcaYear && month <= lastZcaMonth) ? '226' : '96';
};
