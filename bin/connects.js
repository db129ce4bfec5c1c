#!/usr/bin/env node
require('../dist/connects.cjs').main();
