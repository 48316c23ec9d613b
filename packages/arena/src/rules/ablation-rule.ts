/** By what a pair of an ablation is decided: both games, as in a battle; or as CodePrefBench does it. */
export const ABLATION_RULES = ['codejoust', 'codeprefbench-compat'] as const;
export type AblationRule = (typeof ABLATION_RULES)[number];

/** The objectives that CodePrefBench's mean is of, each counted alike; human preference is given beside them. */
export const CODEPREFBENCH_OBJECTIVES = ['correctness', 'efficiency', 'security'] as const;
export type CodePrefBenchObjective = (typeof CODEPREFBENCH_OBJECTIVES)[number];
