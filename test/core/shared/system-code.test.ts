import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { isAbsence, isForbidden, systemCode, systemCodeOf } from '../../../src/core/shared/system-code.ts';

const failure = (code: unknown, cause?: unknown): Error =>
  Object.assign(new Error('failed', { cause }), { code });

describe('the system word of a failure', () => {
  it('is that of a real failure', async () => {
    const error: unknown = await readFile('/nowhere/at/all').catch((reason: unknown) => reason);
    expect(systemCodeOf(error)).toBe('ENOENT');
    expect(isAbsence(error)).toBe(true);
  });

  it.each([
    ['its own', failure('EACCES'), 'EACCES'],
    ['its own before that of its cause', failure('EACCES', failure('ENOENT')), 'EACCES'],
    [
      'that of its cause',
      new Error('wrapped', { cause: new Error('again', { cause: failure('EIO') }) }),
      'EIO',
    ],
    ['that of a plain object', { code: 'EPIPE' }, 'EPIPE'],
    ['none', new Error('plain'), undefined],
    ['none for a number', failure(1), undefined],
    ['none for an empty word', failure(''), undefined],
    ['none for what is no error', 'EACCES', undefined],
    ['none for nothing', null, undefined],
  ])('%s', (_, error, code) => {
    expect(systemCodeOf(error)).toBe(code);
    expect(systemCode(error)).toBe(code ?? 'unknown error');
  });

  it('ends with an error that is its own cause', () => {
    const error = new Error('round');
    error.cause = error;
    expect(systemCodeOf(error)).toBeUndefined();
  });

  it.each([
    ['ENOENT', true, false],
    ['ENOTDIR', true, false],
    ['EACCES', false, true],
    ['EPERM', false, true],
    ['ELOOP', false, false],
  ])('%s', (code, absent, forbidden) => {
    expect([isAbsence(failure(code)), isForbidden(failure(code))]).toEqual([absent, forbidden]);
  });
});
