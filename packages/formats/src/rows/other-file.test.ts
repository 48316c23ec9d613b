import { expect, test } from 'vitest';
import { type RecordKind, nameOtherFile } from './other-file.ts';

test.each<[RecordKind, object]>([
	['pair', { pair_id: 'a', response_a: '', response_b: '', label: 'A' }],
	['pair', { pair_id: 'a', question: '', response_A: '', response_B: '', label: 'A>B' }],
	['pair', { task_id: 'a', instruction: '', choices: ['', ''], gt_choice: 0 }],
	['judgment', { uid: 'a', judge: 'j', games: [] }],
	['judgment', { instruction: '', output_1: '', output_2: '', preference: 1 }],
	['judgment', { question_id: 1, model_1: 'a', model_2: 'b', g1_winner: 'tie' }],
	['judgment', { model_a: 'a', model_b: 'b', winner: 'tie' }],
	['answer', { question_id: 'a', response: '' }],
	['answer', { uid: 'a', model: 'm', messages: [] }],
	['answer', { instruction: '', output: '', generator: 'm' }],
	['answer', { custom_id: 'a', response: {}, error: null }],
	['question', { question_id: 'a', prompt: '', category: 'x' }],
	['question', { question_id: 1, category: 'x', turns: [''] }],
])('a %s is told by its fields: %j', (kind, record) => {
	const others = (['pair', 'judgment', 'answer', 'question'] as const).filter(
		(wanted) => nameOtherFile({ ...record }, wanted) === undefined,
	);
	expect(others).toEqual([kind]);
});

test('nothing is said of a record that has none of these fields', () => {
	expect(nameOtherFile({ text: 'x', label: 1 }, 'question')).toBeUndefined();
});
