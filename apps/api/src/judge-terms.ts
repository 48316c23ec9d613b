import type { PlacedJudge } from '@codejoust/judge/choose-endpoint';
import { type EndpointOf, isMissing } from '@codejoust/judge/judge-endpoint';
import { type PricePlace, readPricePlace } from './judge-price.ts';

/** What asking a judge takes at the endpoint where it is asked, for estimates. */
export type JudgeTerms = {
	/** Games that may be in flight there. */
	readonly maxInFlight: number;
	/** What it takes in a minute, where the operator has said so. */
	readonly requestsPerMinute: number | undefined;
	readonly tokensPerMinute: number | undefined;
	/** What a token costs in a batch, as a part of its price. */
	readonly batchPriceFactor: number;
	readonly place: PricePlace;
};

export type TermsOf = (judge: PlacedJudge) => JudgeTerms;

/** Of a judge whose endpoint this process does not have. */
const USUAL: Omit<JudgeTerms, 'place'> = {
	maxInFlight: 64,
	requestsPerMinute: undefined,
	tokensPerMinute: undefined,
	batchPriceFactor: 0.5,
};

export function readTerms(endpointOf: EndpointOf): TermsOf {
	return (judge) => {
		const endpoint = endpointOf(judge);
		const place = readPricePlace(endpointOf, judge);
		if (isMissing(endpoint)) return { ...USUAL, place };
		const { facts, batchSettings } = endpoint;
		return {
			maxInFlight: facts.concurrency,
			requestsPerMinute: facts.requestsPerMinute ?? undefined,
			tokensPerMinute: facts.tokensPerMinute ?? undefined,
			batchPriceFactor: batchSettings.priceFactor,
			place,
		};
	};
}
