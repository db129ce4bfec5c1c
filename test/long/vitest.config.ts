/** The tests that take long: crashes, failing calls, and programs that are slow to start. They run as the other tests do, before them. */
import { defineConfig } from 'vitest/config';
import base from '../../vitest.config.ts';

export default defineConfig({ test: { ...base.test, include: ['test/**/*.long.test.ts'], exclude: [] } });
