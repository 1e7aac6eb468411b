interface Asked<Question, Answer> {
  readonly question: Question;
  readonly answer: PromiseWithResolvers<Answer>;
}

/**
 * One statement for what many ask at the same time: what comes while an answer is on its way goes with the next one, so
 * the busier it is, the more go together. `ask` gives an answer for each question, in their order; where it throws, all
 * of them hear of it.
 */
export function askedTogether<Question, Answer>(
  ask: (questions: readonly Question[]) => Promise<readonly Answer[]>,
  most = 64,
): (question: Question) => Promise<Answer> {
  const waiting: Asked<Question, Answer>[] = [];
  let isAsking = false;
  const askAll = async () => {
    while (waiting.length > 0) {
      const some = waiting.splice(0, most);
      try {
        const answers = await ask(some.map(({ question }) => question));
        for (const [n, { answer }] of some.entries()) answer.resolve(answers[n] as Answer);
      } catch (error) {
        for (const { answer } of some) answer.reject(error);
      }
    }
    isAsking = false;
  };
  return (question) => {
    const answer = Promise.withResolvers<Answer>();
    waiting.push({ question, answer });
    if (!isAsking) {
      isAsking = true;
      // When this turn of the event loop ends, so that all who ask in it go together.
      setImmediate(() => void askAll());
    }
    return answer.promise;
  };
}
