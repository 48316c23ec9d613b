import { expect, test } from 'vitest';
import { describeWrongNode } from './node-version.ts';

test('a Node that is too old is told so in one sentence', () => {
	expect(describeWrongNode('v22.22.0')).toMatch(
		/^codejoust needs Node 24 and this is v22\.22\.0: [^.]+\.$/,
	);
});

test.each(['v24.0.0', 'v24.21.0', 'v26.1.0'])('%s will do', (version) => {
	expect(describeWrongNode(version)).toBeUndefined();
});
