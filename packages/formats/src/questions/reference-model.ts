import { listNames, quoteValue } from '@codejoust/arena/text/printable';
import { type Place, type Problem, problemAt } from '../checks/problem.ts';
import type { QuestionReading } from './question-format.ts';

export type ReferenceModel = {
	/** A question with the answer of that model as its reference, and the other answers beside it. */
	readonly take: (reading: QuestionReading, place: Place) => QuestionReading;
	readonly finish: (questions: number) => {
		readonly problems: readonly Problem[];
		readonly notes: readonly string[];
	};
};

/**
 * Takes the answers of one model that stand beside the questions (`<model>_response`) as references; without a model it
 * changes nothing. A blank answer is no reference. Refuses a question that has a reference of its own, and a file in which the
 * model answers no question.
 */
export function createReferenceModel(model: string | undefined): ReferenceModel {
	if (model === undefined) return { take: (reading) => reading, finish: nothing };
	const others = new Set<string>();
	let found = 0;
	return {
		take(reading, place) {
			if (reading.kind === 'refused') return reading;
			const { question, baselines } = reading.value;
			const answer = baselines.find((one) => one.model === model)?.response;
			const left = baselines.filter((one) => one.model !== model);
			for (const one of left) others.add(one.model);
			if (answer === undefined || answer.trim() === '')
				return { kind: 'read', value: { question, baselines: left } };
			found++;
			if (question.reference !== undefined)
				return { kind: 'refused', problems: [ownReference(model, place)] };
			const reference = { reference: answer, reference_origin: 'model' } as const;
			return {
				kind: 'read',
				value: { question: { ...question, ...reference }, baselines: left },
			};
		},
		finish(questions) {
			if (questions > 0 && found === 0)
				return { problems: [unknownModel(model, others)], notes: [] };
			const lacking = questions - found;
			return {
				problems: [],
				notes: [
					`The answers of ${quoteValue(model)} are the references of the questions.`,
					...(lacking > 0
						? [
								`${lacking} of ${questions} questions have no answer of ${quoteValue(model)}, and so no reference.`,
							]
						: []),
				],
			};
		},
	};
}

const nothing: ReferenceModel['finish'] = () => ({ problems: [], notes: [] });

function ownReference(model: string, place: Place): Problem {
	return problemAt(place, {
		field: 'reference',
		reason: 'wrong-value',
		says: `the question has a reference, and ${quoteValue(model)} is named as the model of the references: leave one of them out.`,
	});
}

function unknownModel(model: string, others: ReadonlySet<string>): Problem {
	const has = others.size === 0 ? 'none of any model' : `those of ${listNames([...others])}`;
	const message = `The questions have no answers of the reference model ${quoteValue(model)} (fields ${quoteValue(`${model}_response`)}); they have ${has}.`;
	return { field: 'reference_model', value: model, reason: 'unknown-reference-model', message };
}
