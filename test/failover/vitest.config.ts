/** How the failover runs: by itself, since it takes minutes and both cores. */
import { defineConfig } from 'vitest/config';
import base from '../../vitest.config.ts';

export default defineConfig({ test: { ...base.test, include: ['test/failover/leader.ts'] } });
