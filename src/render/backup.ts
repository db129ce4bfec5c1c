/** Backups in sentences. */
import type { Refusal } from '../rules/refusal.ts';
import { sentence } from './refusal.ts';

export const notBackedUp = (refusal: Refusal): string =>
  `What was recorded stands, but today's backup could not be made. ${sentence(refusal).message}`;
