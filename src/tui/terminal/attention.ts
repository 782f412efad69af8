import { pendingRequests, sentences } from '../../core/index.ts';
import type { Frame } from '../app/frame.ts';

/** The terminal's title: what needs the operator, or just the name. */
export const attentionTitle = ({ core, ui }: Frame): string => sentences.frame.title(pendingRequests(core, ui.nowMs, 'all').length);
