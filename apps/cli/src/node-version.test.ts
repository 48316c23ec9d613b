import { expect, test } from 'vitest';
import { describeWrongNode } from './node-version.ts';

test('a Node that is too old is told so in one sentence', () => {
	expect(describeWrongNode('v22.22.0', 'repository')).toMatch(
		/^codejoust needs Node 24 or newer and this is v22\.22\.0: [^.]+\.$/,
	);
});

test.each(['v24.0.0', 'v24.21.0', 'v26.1.0'])('%s will do', (version) => {
	expect(describeWrongNode(version, 'repository')).toBeUndefined();
});

test('the package runs under Node 20 and says so under an older one', () => {
	expect(describeWrongNode('v20.0.0', 'package')).toBeUndefined();
	expect(describeWrongNode('v18.20.8', 'package')).toMatch(/^codejoust needs Node 20 [^.]+ v18/);
});
