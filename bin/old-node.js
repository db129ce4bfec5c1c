// For a Node older than the program needs: a checkout has a newer one and runs on that; elsewhere one sentence says what is needed.
// In old syntax, as any Node may read it. It never loads the program: the database driver would crash.
var childProcess = require('child_process');
var fs = require('fs');
var path = require('path');

var args = process.argv.slice(2);
var pinned = path.join(__dirname, '../node_modules/node/bin', process.platform === 'win32' ? 'node.exe' : 'node');
var signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];

// A pinned Node that runs this file again would never end.
if (fs.existsSync(pinned) && !process.env.CONNECTS_PINNED_NODE) runOnPinned();
else refuse();

function runOnPinned() {
  var env = Object.assign({}, process.env, { CONNECTS_PINNED_NODE: '1' });
  var child = childProcess.spawn(pinned, [path.join(__dirname, 'connects.js')].concat(args), {
    stdio: 'inherit',
    env: env,
  });
  // The program itself answers a signal, as when someone stops it at a question. This process waits for that.
  signals.forEach(function (signal) {
    process.on(signal, function () {
      child.kill(signal);
    });
  });
  child.on('error', refuse);
  child.on('exit', function (code, signal) {
    if (!signal) return process.exit(code);
    process.removeAllListeners(signal);
    process.kill(process.pid, signal);
  });
}

function refuse() {
  var needed = require('../package.json').engines.node.replace('>=', '');
  var message = 'connects needs Node ' + needed + ' or newer; this is Node ' + process.versions.node + '.';
  var hint = 'Install a newer Node, then run the command again. Your ledger was not changed.';
  var error = {
    code: 'node-too-old',
    message: message,
    hint: hint,
    details: { needed: needed, found: process.versions.node },
  };
  var isJson = args.indexOf('--json') >= 0;
  fs.writeSync(
    2,
    isJson ? JSON.stringify({ schema: 1, error: error }) + '\n' : 'Error: ' + message + '\n' + hint + '\n',
  );
  process.exit(5);
}
