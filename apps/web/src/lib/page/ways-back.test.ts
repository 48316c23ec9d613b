import { expect, test } from 'vitest';
import { findWaysBack } from './ways-back.ts';

test.each([
	['/nowhere', []],
	['/m/nobody', []],
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
