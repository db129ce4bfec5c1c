#!/usr/bin/env node
// In old syntax: a Node that is too old for the program must still read this file.
var version = process.versions.node.split('.').map(Number);
var isNewEnough = version[0] > 22 || (version[0] === 22 && version[1] >= 13);
var program = require('path').join(__dirname, '../dist/connects.cjs');
if (isNewEnough && require('fs').existsSync(program)) require(program).launch();
else require('./unready.js')(isNewEnough);
