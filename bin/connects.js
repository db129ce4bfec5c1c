#!/usr/bin/env node
// In old syntax: a Node that is too old for the program must still read this file.
var version = process.versions.node.split('.').map(Number);
if (version[0] > 22 || (version[0] === 22 && version[1] >= 13)) require('../dist/connects.cjs').launch();
else require('./old-node.js');
