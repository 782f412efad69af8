import { sanitizeText } from '../shared/text/sanitize.ts';
import { garbage, type Parsed } from './fields.ts';

const version = /(?:^|[\s/v])(\d+\.\d+(?:\.\d+)?(?:[-+][\w.+-]{1,40})?)(?=[\s,;)]|$)/u;

/** The version that `zca --version` printed: `0.1.58`, `zca-cli v1.2.3`, `openzca/0.1.58`. A banner longer than a few lines is none. */
export const parseVersion = (stdout: string): Parsed<string> => {
  const found = version.exec(sanitizeText(stdout.slice(0, 400)));
  return found?.[1] === undefined ? garbage : { ok: true, value: found[1] };
};
