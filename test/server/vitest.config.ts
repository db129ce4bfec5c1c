/** The tests that start a server, with which a ledger is shared. They run as the other tests do, before them. */
import { defineConfig } from 'vitest/config';
import base from '../../vitest.config.ts';

export default defineConfig({ test: { ...base.test, include: ['test/**/*.server.test.ts'], exclude: [] } });
