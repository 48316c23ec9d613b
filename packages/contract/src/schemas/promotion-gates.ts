import { z } from '@hono/zod-openapi';
import { checkSetName } from './judge-check-set.ts';

type Limit = {
	/** In the body of the gates. */
	readonly field: string;
	/** Of the command line, without its dashes. */
	readonly option: string;
	/** What is measured. */
	readonly words: string;
	readonly side: 'least' | 'most';
	readonly from: number;
	readonly to: number;
	/** Where an installation has set nothing; null is no limit. */
	readonly usual: number | null;
};

/**
 * Every gate that an operator can set, in the order of display. The values of shares are in [0, 1], those of a kappa in [−1, 1].
 * A limit of `first-position` holds for both answers: at 0.75 neither the first nor the second one may win more.
 */
export const GATE_LIMITS = {
	unscored: {
		field: 'maximum_unscored',
		option: 'max-unscored',
		words: 'Games without a verdict',
		side: 'most',
		from: 0,
		to: 1,
		usual: 0.05,
	},
	consistency: {
		field: 'minimum_consistency',
		option: 'min-consistency',
		words: 'Battles whose two games name one side',
		side: 'least',
		from: 0,
		to: 1,
		usual: 0.5,
	},
	'first-position': {
		field: 'maximum_first_position',
		option: 'max-first-position',
		words: 'Games won by the answer shown first, or by the second',
		side: 'most',
		from: 0.5,
		to: 1,
		usual: 0.75,
	},
	length: {
		field: 'maximum_longer',
		option: 'max-longer',
		words: 'Decided battles won by the longer answer',
		side: 'most',
		from: 0.5,
		to: 1,
		usual: 0.9,
	},
	agreement: {
		field: 'minimum_agreement',
		option: 'min-agreement',
		words: 'Battles with the outcome of the live judge',
		side: 'least',
		from: 0,
		to: 1,
		usual: null,
	},
	kappa: {
		field: 'minimum_kappa',
		option: 'min-kappa',
		words: 'Cohen’s kappa with the live judge',
		side: 'least',
		from: -1,
		to: 1,
		usual: 0.2,
	},
	'self-agreement': {
		field: 'minimum_self_agreement',
		option: 'min-self-agreement',
		words: 'Battles with the same outcome when it is asked again',
		side: 'least',
		from: 0,
		to: 1,
		usual: null,
	},
	accuracy: {
		field: 'minimum_accuracy',
		option: 'min-accuracy',
		words: 'Accuracy in the judge check',
		side: 'least',
		from: 0,
		to: 1,
		usual: null,
	},
	'check-kappa': {
		field: 'minimum_check_kappa',
		option: 'min-check-kappa',
		words: 'Cohen’s kappa with the labels of the judge check',
		side: 'least',
		from: -1,
		to: 1,
		usual: null,
	},
} as const satisfies Readonly<Record<string, Limit>>;

export type LimitedGate = keyof typeof GATE_LIMITS;
export const LIMITED_GATES = Object.keys(GATE_LIMITS) as readonly LimitedGate[];
export type GateField = (typeof GATE_LIMITS)[LimitedGate]['field'];

function limit<Gate extends LimitedGate>(gate: Gate) {
	const { words, side, from, to, usual } = GATE_LIMITS[gate];
	const description = `${words}: at ${side} this; null is no limit.`;
	return z.number().min(from).max(to).nullable().default(usual).openapi({ description });
}

export const promotionGates = z
	.strictObject({
		maximum_unscored: limit('unscored'),
		minimum_consistency: limit('consistency'),
		maximum_first_position: limit('first-position'),
		maximum_longer: limit('length'),
		minimum_agreement: limit('agreement'),
		minimum_kappa: limit('kappa'),
		minimum_self_agreement: limit('self-agreement'),
		minimum_accuracy: limit('accuracy'),
		minimum_check_kappa: limit('check-kappa'),
		check_set: checkSetName.nullable().default(null).openapi({
			description:
				'The labelled pairs of the judge check, by name; null takes the newest check of any set.',
		}),
		coverage_needed: z.boolean().default(true).openapi({
			description: 'Whether every model of the board must be judged on every question.',
		}),
	})
	.openapi('PromotionGates');
export type PromotionGatesBody = z.infer<typeof promotionGates>;
/** Absent fields are the usual ones. */
export type PromotionGatesInput = z.input<typeof promotionGates>;

const GATE_STATES = ['passed', 'failed', 'not-measured', 'no-limit'] as const;

export const gateResult = z
	.object({
		gate: z.enum(['board', 'questions', 'coverage', ...LIMITED_GATES]),
		state: z.enum(GATE_STATES).openapi({
			description: '`no-limit`: nothing is asked here; the value is for information.',
		}),
		blocks: z.boolean().openapi({ description: 'Failed or not measured, where a limit is set.' }),
		is_overridable: z.boolean().openapi({
			description: 'Whether an operator may promote although it blocks.',
		}),
		value: z.number().nullable(),
		limit: z.number().nullable(),
		says: z.string(),
	})
	.openapi('GateResult');
export type GateResult = z.infer<typeof gateResult>;
