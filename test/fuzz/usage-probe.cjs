/** Loaded before the built program: at its end, it says on stream 3 what the process took. */
process.once('exit', () => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  const usage = { seconds: (userCPUTime + systemCPUTime) / 1e6, megabytes: maxRSS / 1024 };
  require('node:fs').writeSync(3, JSON.stringify(usage));
});
