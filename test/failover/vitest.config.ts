/** How the failover runs: by itself, since Patroni may need minutes to choose a leader. */
import { defineConfig } from 'vitest/config';
import base from '../../vitest.config.ts';

export default defineConfig({ test: { ...base.test, include: ['test/failover/leader.ts'] } });
