/**
 * The name of one of the prompts that a battle is asked with, unique in the battle. Two games have the names of their
 * orders.
 */
export type Shot = string;
