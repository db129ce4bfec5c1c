/** Measures processor time. Unlike elapsed time, it does not grow when the machine is busy with something else. */

/** The result of the work, and the seconds of processor time that it took in this process. */
export async function cpuOf<T>(work: () => T | Promise<T>): Promise<{ readonly result: T; readonly seconds: number }> {
  const before = process.cpuUsage();
  const result = await work();
  const { user, system } = process.cpuUsage(before);
  return { result, seconds: (user + system) / 1e6 };
}
