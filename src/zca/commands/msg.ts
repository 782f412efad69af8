import { ThreadType } from 'zca-js';
import { Failure } from '../failure.ts';
import type { Call } from '../host.ts';
import { isWebAddress, loadPicture } from '../media.ts';
import { notation } from '../output.ts';
import { openSession } from '../session.ts';
import { styled } from '../styles.ts';

/** Where a message goes. */
export interface Target {
  readonly threadId: string;
  readonly isGroup: boolean;
}

const typeOf = ({ isGroup }: Target): ThreadType => (isGroup ? ThreadType.Group : ThreadType.User);

/** What `msg image`, `video` and `voice` are given. */
export interface Media {
  /** Addresses, or files. */
  readonly sources: readonly string[];
  readonly caption: string;
}

/** `msg send THREAD TEXT [-g] [--raw]`; with `raw`, marks such as `**` are sent as they are. */
export const msgSend = async (
  { profile, host }: Call,
  target: Target,
  text: string,
  raw: boolean,
): Promise<void> => {
  if (text.trim() === '') throw new Failure('Missing message content');
  const api = await openSession(profile, host.signal);
  const { msg, styles } = raw ? { msg: text, styles: [] } : styled(text);
  const message = styles.length === 0 ? { msg } : { msg, styles: [...styles] };
  await host.print(notation(await api.sendMessage(message, target.threadId, typeOf(target))));
};

/** `msg link THREAD URL [-g]` */
export const msgLink = async ({ profile, host }: Call, target: Target, link: string): Promise<void> => {
  const api = await openSession(profile, host.signal);
  await host.print(notation(await api.sendLink({ link }, target.threadId, typeOf(target))));
};

const sourcesOf = ({ sources }: Media): readonly string[] => {
  if (sources.length === 0) throw new Failure('Name what to send: a file, or -u and its address');
  return sources;
};

/** Zalo is told the address of a recording and fetches it itself. */
const webAddress = (source: string, what: string): string => {
  if (!isWebAddress(source))
    throw new Failure(`Only a ${what} with an address (http, https) can be sent: ${source}`);
  return source;
};

type SentIds = readonly { readonly msgId: number | string }[];

/** What `msg image` says: the same shape whatever was sent. */
const attachments = (sent: SentIds): string => notation({ message: null, attachment: sent });

/** `msg image THREAD [FILE] [-u URL] [-m CAPTION] [-g]`: what turns out to be no picture goes as a link to it. */
export const msgImage = async ({ profile, host }: Call, target: Target, media: Media): Promise<void> => {
  const sources = sourcesOf(media);
  const type = typeOf(target);
  const api = await openSession(profile, host.signal);
  const sent: { msgId: number | string }[] = [];
  for (const [at, source] of sources.entries()) {
    const msg = at === 0 ? media.caption : '';
    const picture = await loadPicture(source, host.cwd, host.signal);
    if (picture !== undefined) {
      const { message, attachment } = await api.sendMessage(
        { msg, attachments: picture },
        target.threadId,
        type,
      );
      for (const one of [...(message === null ? [] : [message]), ...attachment]) sent.push(one);
      continue;
    }
    if (!isWebAddress(source))
      throw new Failure(`Only pictures can be sent from a file (PNG, JPEG, GIF, WebP): ${source}`);
    sent.push(await api.sendLink({ link: source, msg }, target.threadId, type));
  }
  await host.print(attachments(sent));
};

/** `msg video THREAD -u URL [-m CAPTION] [-g]` */
export const msgVideo = async ({ profile, host }: Call, target: Target, media: Media): Promise<void> => {
  const urls = sourcesOf(media).map((source) => webAddress(source, 'video'));
  const api = await openSession(profile, host.signal);
  const sent: { msgId: number | string }[] = [];
  for (const [at, videoUrl] of urls.entries()) {
    const msg = at === 0 ? media.caption : '';
    const options = { msg, videoUrl, thumbnailUrl: videoUrl };
    sent.push(await api.sendVideo(options, target.threadId, typeOf(target)));
  }
  await host.print(attachments(sent));
};

/** `msg voice THREAD -u URL [-m CAPTION] [-g]`: a recording has no caption of its own, so that it follows as a text. */
export const msgVoice = async ({ profile, host }: Call, target: Target, media: Media): Promise<void> => {
  const urls = sourcesOf(media).map((source) => webAddress(source, 'recording'));
  const api = await openSession(profile, host.signal);
  const sent: { msgId: number | string }[] = [];
  for (const voiceUrl of urls) sent.push(await api.sendVoice({ voiceUrl }, target.threadId, typeOf(target)));
  if (media.caption.trim() !== '') {
    const { message } = await api.sendMessage({ msg: media.caption }, target.threadId, typeOf(target));
    if (message !== null) sent.push(message);
  }
  await host.print(attachments(sent));
};
