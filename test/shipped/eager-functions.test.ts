/** Which functions of the built program are compiled with their file, and that the program does not change by it. */
import { Script } from 'node:vm';
import { describe, expect, test } from 'vitest';
import { eagerFunctions } from '../../src/shipped/eager-functions.ts';

const all = () => true;

describe('functions that are compiled with their file', () => {
  test.each([
    ['const a = (x) => x;', 'const a = ((x) => x);'],
    ['const a = function () {};', 'const a = (function () {});'],
    ['const a = (x) => (y) => x + y;', 'const a = ((x) => ((y) => x + y));'],
    ['use(() => 1, 2);', 'use((() => 1), 2);'],
    ['const o = { f: () => 1 };', 'const o = { f: (() => 1) };'],
    ['const o = { m() { return () => 1; } };', 'const o = { m() { return (() => 1); } };'],
  ])('a function in an expression stands in parentheses: %s', (code, eager) => {
    expect(eagerFunctions(code, all)).toBe(eager);
  });

  test('a declared function becomes a variable at the top, since it may be called above its place', () => {
    const code = 'const a = f(1);\nfunction f(x) { return [x].map((y) => y); }\nasync function g() {}\na;';
    const eager = eagerFunctions(code, all);
    expect(eager).toBe(
      'var f = (function f(x) { return [x].map(((y) => y)); });\nvar g = (async function g() {});\nconst a = f(1);\n\n\na;',
    );
    expect(new Script(eager).runInNewContext()).toEqual(new Script(code).runInNewContext());
  });

  test.each([
    'const o = { m() { return 1; }, get g() { return 2; } };',
    'class A { m() {} static s() {} }',
    'class B { m() { function inner() {} } }',
    'const a = async (x) => x;',
  ])('what cannot stand in parentheses is left as it is: %s', (code) => {
    expect(eagerFunctions(code, all)).toBe(code);
  });

  test('only the functions that are called change', () => {
    const code = 'const a = () => 1, b = () => 2;\nfunction c() {}\n';
    expect(eagerFunctions(code, (start) => start === code.indexOf('() => 2'))).toBe(
      'const a = () => 1, b = (() => 2);\nfunction c() {}\n',
    );
  });

  test('code that V8 compiles at once is in the code that it keeps', () => {
    const kept = (code: string) => new Script(code).createCachedData().length;
    const code = `const sum = (a, b) => { ${'a += b * 2; '.repeat(50)} return a; };`;
    expect(kept(eagerFunctions(code, all))).toBeGreaterThan(kept(code) + 300);
  });
});
