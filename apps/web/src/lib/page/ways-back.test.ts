import { expect, test } from 'vitest';
import { findWaysBack, withoutFields } from './ways-back.ts';

test.each([
	['/nowhere', []],
	['/m/nobody', []],
	['/m/Sample-Strong', ['/m/sample-strong']],
	['/b/Sample@1/chart/length?language=go', ['/b/sample@1/chart/length']],
	['/battles/changes?from=run_x', ['/battles/changes']],
	['/b/nothing', []],
	['/b/sample@1?snapshot=0', ['/b/sample@1']],
	['/b/sample/categories?snapshot=0&category=a', ['/b/sample']],
	['/battles/999999?model=a', ['/battles']],
	['/q/sample/none', ['/b/sample']],
	['/q/..%2Fx%3Fy/none', ['/b/..%2Fx%3Fy']],
	['/q/%E0%A4%A/none', []],
])('from %s a reader can go to %j and to the boards', (path, ways) => {
	const found = findWaysBack(new URL(path, 'http://localhost'));
	expect(found.map(({ to }) => to)).toEqual([...ways, '/']);
});

test('what is not valid is left out of an address, and the rest stays', () => {
	const at = (path: string) => new URL(path, 'http://localhost');
	expect(withoutFields(at('/battles?model=X&q=a+b&outcome=win'), ['model'])).toBe(
		'/battles?q=a+b&outcome=win',
	);
	expect(withoutFields(at('/battles?model=X'), ['model'])).toBeUndefined();
	expect(withoutFields(at('/b/X?q=a'), ['benchmark'])).toBeUndefined();
});
