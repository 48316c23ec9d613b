import { expect, test } from 'vitest';
import { battlePath, boardPath, questionPath, withoutEmptyParams, withParams } from './link.ts';

test('a benchmark version stays readable in the path', () => {
	expect(boardPath('sample@1')).toBe('/b/sample@1');
});

test('a name cannot leave its path segment', () => {
	expect(battlePath('../x?y')).toBe('/battles/..%2Fx%3Fy');
	expect(questionPath('a', 'b/c')).toBe('/q/a/b%2Fc');
});

test('unset parameters leave no trace in the address', () => {
	expect(withParams('/battles', { model: 'a', outcome: '', judge: undefined })).toBe(
		'/battles?model=a',
	);
	expect(withParams('/battles', {})).toBe('/battles');
});

test('an empty form field does not stay in the address', () => {
	const url = new URL('http://localhost/b/sample?category=&language=c%2B%2B');
	expect(withoutEmptyParams(url)).toBe('/b/sample?language=c%2B%2B');
	expect(withoutEmptyParams(new URL('http://localhost/b/sample?language=c'))).toBeUndefined();
});

test.each(['//host/?a=', '//?a=', '/\\host/?a='])('%s leads to no other site', (path) => {
	expect(withoutEmptyParams(new URL(`http://localhost${path}`))).toBeUndefined();
});

test('a field that is sent several times keeps all its values', () => {
	const url = new URL('http://localhost/b/sample?q=&cols=win&cols=tie');
	expect(withoutEmptyParams(url)).toBe('/b/sample?cols=win&cols=tie');
});
