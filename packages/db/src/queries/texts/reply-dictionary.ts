/**
 * Phrases that judges often use, in our own words, the most frequent last: a packed text refers to them. Its bytes are a
 * part of every text that was packed with it and never change; better phrases are another dictionary under another first byte.
 */
export const REPLY_DICTIONARY = Buffer.from(
	String.raw`The question asks for a function that returns the number of elements. Let me first write my own answer to the user prompt, and then compare the two answers.
${'```'}python
def solve(n):
    if n == 0:
        return 0
    result = []
    for i in range(len(values)):
        result.append(values[i])
    return result

class Node:
    def __init__(self, value):
        self.value = value
${'```'}
${'```'}javascript
const result = await fetch(url);
export default function (value) {
  return value.map((item) => item.name);
}
${'```'}
${'```'}java
public static void main(String[] args) {
    System.out.println(result);
}
${'```'}
${'```'}cpp
#include <vector>
std::vector<int> values;
${'```'}
${'```'}sql
SELECT name, COUNT(*) FROM table WHERE id = 1 GROUP BY name ORDER BY
${'```'}
{"rationale":"Both answers","verdict":"A=B"}
Step-by-step analysis: ## Analysis of the answers ### Correctness **Correctness:** **Completeness:** **Clarity:** **Readability:** **Efficiency:** **Comparison:** **Explanation:** **Conclusion:** **Strengths:** **Weaknesses:** **Assistant A:** **Assistant B:** **Verdict:**
- The code is well structured, readable and easy to understand, with comments that explain each step of the solution.
- It handles edge cases such as empty input and negative numbers, but it does not provide error handling.
- The solution has a time complexity of O(n) and a space complexity of O(1), which is more efficient.
1. The user wants a simple implementation that uses the standard library, without any additional dependencies.
2. The example shows how the method works when the parameter is a string, an array, a list or a dictionary.
However, there is a mistake in the calculation, which is incorrect and leads to a wrong result. The implementation would not compile because the variable is not defined. It would fail at runtime, since the condition is never true. It is missing some important information that would have been helpful. It also provides additional context, a more detailed and comprehensive explanation, examples of how to use the function, and test cases. The response is relevant, concise, helpful and accurate, and it directly addresses the user's request. It follows the instructions and the requirements of the prompt. Therefore, based on this analysis, the correct answer is (C). On the other hand, this approach is less clear than it could be, although both of them reach the same conclusion. In addition, for example, since we know that this is the case, we can see that there are no significant differences between the two responses. While the performance is better, the code should be more robust.
Both assistants provided correct and complete solutions to the problem. Both answers are correct, but Assistant B's answer is more concise, and Assistant A's answer is more thorough. To generate my own answer to this question, I would
Assistant A's response provides a clear and detailed explanation of the steps, and correctly identifies the
Assistant B's answer also provides a step-by-step explanation, but it does not
Comparing the answers of the two assistants: Assistant A's answer is correct, while Assistant B's answer contains an error. Assistant A correctly states that the answer is
In summary, Assistant A provides a slightly better answer than Assistant B. Overall, I think that Assistant B's answer is significantly better.
Rating: 8
My final verdict is a tie: [[A=B]]
My final verdict is that Assistant B is significantly better: [[B>>A]]
Therefore, my final verdict is: Assistant A is significantly better: [[A>>B]]
My final verdict is that Assistant B is slightly better: [[B>A]]
Therefore, my final verdict is that Assistant A is slightly better: [[A>B]]
`,
);
