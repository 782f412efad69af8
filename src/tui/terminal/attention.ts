import { pendingRequests } from '../../core/index.ts';
import type { Frame } from '../app/frame.ts';
import { frameSentences } from '../app/words.ts';

/** The terminal's title: what needs the operator, or just the name. */
export const attentionTitle = ({ core, ui }: Frame): string => frameSentences.title(pendingRequests(core, ui.nowMs, 'all').length);
