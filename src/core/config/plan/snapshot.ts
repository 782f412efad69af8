// The files a config was read from, as they were: what a write is held against, and what somebody else changed meanwhile.

import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { diffText } from '../diff.ts';
import type { DiffLine, PlannedChange, ReadFile } from '../planned-change.ts';
import type { ConfigReading } from '../reading.ts';
import { snapshotSentences as words } from './words.ts';

/** A file of the config by the name it has from the main one's folder: most are there. */
export const nameFrom = (main: string, file: string): string => {
  const name = path.relative(path.dirname(main), file);
  return name.startsWith('..') ? file : name;
};

/** Every file that had a say, each once. */
export const filesOf = ({ path: main, sources, environment }: ConfigReading): readonly ReadFile[] => {
  const texts = new Map<string, string | undefined>([[main, undefined], ...sources.map(({ file, text }) => [file, text] as const)]);
  const files = [...texts].map(([file, text]): ReadFile => ({ file, text }));
  return environment === undefined ? files : [...files, { file: environment.file, text: environment.text, isEnvironment: true }];
};

/** Files that are there in one of two readings only, or say something else. */
export const changedFiles = (before: readonly ReadFile[], after: readonly ReadFile[]): readonly ReadFile[] => {
  const isIn = (files: readonly ReadFile[], { file, text }: ReadFile): boolean =>
    files.some((other) => other.file === file && other.text === text);
  const changed = after.filter((file) => !isIn(before, file));
  const left = before.filter(({ file }) => !after.some((other) => other.file === file));
  return [
    ...changed,
    ...left.map(({ file, isEnvironment }): ReadFile => ({ file, text: undefined, ...(isEnvironment ? { isEnvironment } : {}) })),
  ];
};

const said = (text: string): DiffLine => ({ kind: 'gap', text });

/**
 * What happened to the config between two plans of one action, for display: the difference of every file of it that is another now, with
 * its name where it is not the one that is written to.
 */
export const changesBetween = (before: PlannedChange, after: PlannedChange): readonly DiffLine[] => {
  const textBefore = (file: string): string => before.read.find((other) => other.file === file)?.text ?? '';
  const files = changedFiles(before.read, after.read).flatMap(({ file, text, isEnvironment }): readonly DiffLine[] => {
    const lines = isEnvironment ? [said(words.environmentChanged)] : diffText(textBefore(file), text ?? '');
    return file === before.file && file === after.file ? lines : [said(words.otherFile(nameFrom(after.view.path, file))), ...lines];
  });
  return [
    ...(before.view.path === after.view.path ? [] : [said(words.readElsewhere(after.view.path))]),
    ...(isDeepStrictEqual(before.view.release.capabilities, after.view.release.capabilities)
      ? []
      : [said(words.releaseFound(after.view.release.version))]),
    ...files,
  ];
};
