/** A vitest reporter that ends a run with one plain line, `N passed, N failed`, whatever the terminal or the colours. */
import type { Reporter, SerializedError, TestModule } from 'vitest/node';

export class ClosingLine implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly SerializedError[]): void {
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    const count = (state: string) => tests.filter((test) => test.result().state === state).length;
    // A file that cannot be loaded, or a group that cannot begin, has no failed tests, but must not look like a success.
    const groups = modules.flatMap((module) => [module, ...module.children.allSuites()]);
    const broken = groups.flatMap((group) => group.errors()).length + unhandled.length;
    const skipped = count('skipped');
    console.log(
      `\n${count('passed')} passed, ${count('failed') + broken} failed${skipped ? `, ${skipped} skipped` : ''}`,
    );
  }
}
