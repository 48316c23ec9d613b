import * as z from 'zod';
import { idField, responseField } from '../rows/fields.ts';
import { readShape, refuseField } from '../rows/shape.ts';
import { hasOurFields, type ResponseFormat } from './response-format.ts';

const shape = z.object({ task_id: idField, solution: responseField });

/**
 * EvalPlus samples: `{task_id, solution}`. Samples with a `completion` alone (HumanEval) continue the prompt, so that they are no
 * whole answers.
 */
export const evalPlusResponses: ResponseFormat = {
	name: 'evalplus',
	words: 'EvalPlus samples (task_id names the question, `solution` is the answer)',
	detect: (record) =>
		'task_id' in record &&
		!hasOurFields(record) &&
		(typeof record['solution'] === 'string' || typeof record['completion'] === 'string'),
	read(record, place) {
		if (!('solution' in record)) {
			const says =
				'the field `completion` continues the prompt, and is no whole answer. Send samples with `solution`; where the completions are whole answers, say so with map: question_id=task_id,response=completion.';
			return refuseField(place, { field: 'completion', reason: 'unknown-format', says });
		}
		const reading = readShape(shape, record, place);
		if (reading.kind === 'refused') return reading;
		const { task_id: id, solution: response } = reading.value;
		return { kind: 'read', value: { question: { kind: 'id', field: 'task_id', id }, response } };
	},
};
