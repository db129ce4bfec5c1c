// Where the program cannot run at once: a checkout that has a newer Node runs on that, and else one sentence says what is needed.
// In old syntax, as any Node may read it. It never loads the program: the database driver would crash.
var childProcess = require('child_process');
var fs = require('fs');
var path = require('path');

var args = process.argv.slice(2);
var pinned = path.join(__dirname, '../node_modules/node/bin', process.platform === 'win32' ? 'node.exe' : 'node');
var isCheckout = fs.existsSync(path.join(__dirname, '../build.mjs'));

module.exports = function (isNewEnough) {
  if (isNewEnough)
    refuse('storage-unavailable', 'This checkout of connects is not built yet.', 'Run in it: npm ci', {});
  // A pinned Node that came here again would never end.
  else if (!process.env.CONNECTS_PINNED_NODE && isProgram(pinned)) runOnPinned();
  else refuseOldNode();
};

function runOnPinned() {
  var env = Object.assign({}, process.env, { CONNECTS_PINNED_NODE: '1' });
  var child = childProcess.spawn(pinned, [path.join(__dirname, 'connects.js')].concat(args), {
    stdio: 'inherit',
    env: env,
  });
  // The program itself answers a signal, as when someone stops it at a question. This process waits for that.
  ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT'].forEach(function (signal) {
    process.on(signal, function () {
      child.kill(signal);
    });
  });
  child.on('error', refuseOldNode);
  child.on('exit', function (code, signal) {
    if (!signal) return process.exit(code);
    process.removeAllListeners(signal);
    process.kill(process.pid, signal);
  });
}

// Linux hands a file that is no program of this machine to the shell, which would run it as a script.
function isProgram(file) {
  var start, own;
  try {
    start = firstBytes(file);
    own = firstBytes(process.execPath);
    // An ELF file says its class in the fifth byte, and for which processor it is in bytes 18 and 19.
    return (
      process.platform !== 'linux' ||
      [0, 1, 2, 3, 4, 18, 19].every(function (at) {
        return start[at] === own[at];
      })
    );
  } catch (_) {
    return false;
  }
}

function firstBytes(file) {
  var bytes = Buffer.alloc(20);
  var descriptor = fs.openSync(file, 'r');
  fs.readSync(descriptor, bytes, 0, 20, 0);
  fs.closeSync(descriptor);
  return bytes;
}

function refuseOldNode() {
  var needed = require('../package.json').engines.node.replace('>=', '');
  var found = process.versions.node;
  refuse(
    'node-too-old',
    'connects needs Node ' + needed + ' or newer; this is Node ' + found + '.',
    isCheckout
      ? 'Run npm ci in the checkout: it brings a newer Node. Your ledger was not changed.'
      : 'Install a newer Node, then run the command again. Your ledger was not changed.',
    { needed: needed, found: found },
  );
}

function refuse(code, message, hint, details) {
  var error = { code: code, message: message, hint: hint, details: details };
  var isJson = args.indexOf('--json') >= 0;
  try {
    fs.writeSync(
      2,
      isJson ? JSON.stringify({ schema: 1, error: error }) + '\n' : 'Error: ' + message + '\n' + hint + '\n',
    );
  } catch (_) {
    // Nobody reads it. The exit code says the same.
  }
  process.exit(5);
}
