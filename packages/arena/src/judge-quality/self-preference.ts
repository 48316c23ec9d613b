/** One judge's outcome of one battle, from the model's side. */
export type JudgedBattle = {
	readonly battleId: string;
	readonly judgeId: string;
	/** Who made the judge, and who made the model. */
	readonly judgeFamily: string;
	readonly modelFamily: string;
	/** Win 1, tie ½, loss 0. Unscored battles are left out by the caller. */
	readonly score: number;
};

export type SelfPreference = {
	/** Battles of own-family models that this judge and a judge of another family have scored. */
	readonly ownBattles: number;
	/** Mean score that the judge gives to its family there, and what judges of other families give on average. */
	readonly own?: number;
	readonly others?: number;
	/** own − others, −1 to 1: above 0 the judge likes its family better than others do. */
	readonly preference?: number;
	/** The same difference over battles of other families' models: a judge that is kind to everybody shows here. */
	readonly leniency?: number;
	/** preference − leniency. */
	readonly excess?: number;
};

/**
 * How much better a judge finds its own family's models than judges of other families do, battle by battle over the same
 * battles. What has no battles is absent.
 *
 * Source: Panickssery, Bowman and Feng 2024, "LLM evaluators recognize and favor their own generations"; measured against
 * other judges as in Zheng et al. 2023, "Judging LLM-as-a-judge with MT-Bench and Chatbot Arena", section 3.3.
 */
export function measureSelfPreference(
	battles: readonly JudgedBattle[],
	judgeId: string,
): SelfPreference {
	const judged = battles.filter((battle) => battle.judgeId === judgeId);
	const byBattle = Map.groupBy(battles, ({ battleId }) => battleId);
	const compared = judged.flatMap((battle) => {
		const others = (byBattle.get(battle.battleId) ?? []).filter(
			({ judgeFamily }) => judgeFamily !== battle.judgeFamily,
		);
		if (others.length === 0) return [];
		const isOwn = battle.modelFamily === battle.judgeFamily;
		return [{ isOwn, score: battle.score, others: mean(others.map(({ score }) => score)) ?? 0 }];
	});
	const own = compared.filter(({ isOwn }) => isOwn);
	const rest = compared.filter(({ isOwn }) => !isOwn);
	const ownScore = mean(own.map(({ score }) => score));
	const othersScore = mean(own.map(({ others }) => others));
	const preference = mean(own.map(({ score, others }) => score - others));
	const leniency = mean(rest.map(({ score, others }) => score - others));
	return {
		ownBattles: own.length,
		...(ownScore !== undefined && { own: ownScore }),
		...(othersScore !== undefined && { others: othersScore }),
		...(preference !== undefined && { preference }),
		...(leniency !== undefined && { leniency }),
		...(preference !== undefined && leniency !== undefined && { excess: preference - leniency }),
	};
}

function mean(values: readonly number[]): number | undefined {
	if (values.length === 0) return undefined;
	return values.reduce((sum, value) => sum + value, 0) / values.length;
}
