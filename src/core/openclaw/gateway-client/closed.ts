// A connection that never stands: who may not have one, or has none yet, takes the next best way.
import { AppError } from '../../shared/error.ts';
import { openclawSentences } from '../words.ts';
import type { GatewayClient } from './model.ts';

export const closedGatewayClient: GatewayClient = {
  isOpen: () => false,
  call: () => Promise.reject(new AppError(openclawSentences.errors.gatewayDown())),
  onEvent: () => () => undefined,
  onOpen: () => () => undefined,
};
