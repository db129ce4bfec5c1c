/** How the installs run: as the tests do, but one after the other, since each is timed. */
import { defineConfig } from 'vitest/config';
import base from '../../vitest.config.ts';

export default defineConfig({ test: { ...base.test, include: ['test/install/matrix.ts'] } });
