import { LogisticRegression, rocAucScore } from "ulm/learn";
import type { KnownWorld } from "./known-world.ts";

/** Texts were held back: how many of them a model understands. */
export interface Understanding {
  readonly right: number;
  /** Who always says what is most frequent. */
  readonly commonest: number;
}

interface Labelled {
  readonly text: string;
  readonly label: string | number;
}

/** What messages in English are about, learnt from the agents' labels, and compared with what is meant. */
export async function understandMessages({ shop }: KnownWorld): Promise<Understanding> {
  const meant = new Map(shop["truth-messages"].rows().map((row) => [row.message_id, row.intent]));
  const messages = shop.support_messages.filter(({ language }) => language === "en").rows();
  const { model, rows, held } = await learnTexts(
    messages.map(({ message_id, text, intent }) => ({ text, label: intent, meaning: meant.get(message_id)! })),
  );
  const said = model.predict(rows(held));
  const intents = held.map(({ meaning }) => meaning);
  const share = (guess: (index: number) => unknown) =>
    intents.filter((intent, index) => guess(index) === intent).length / intents.length;
  return { right: share((index) => said[index]), commonest: Math.max(...intents.map((intent) => share(() => intent))) };
}

/** How well reviews in Chinese of 4 and 5 stars are told from those of 1 and 2: the area under the ROC curve. */
export async function understandReviews({ shop }: KnownWorld): Promise<number> {
  const reviews = shop.reviews.filter(({ language, stars }) => language === "zh" && stars !== 3).rows();
  const { model, rows, held } = await learnTexts(
    reviews.map(({ text, stars }) => ({ text, label: Number(stars > 3) })),
  );
  return rocAucScore(
    held.map(({ label }) => label),
    model.predictProba(rows(held)).column(1),
  );
}

/** Logistic regression on which of the most frequent words and pairs of words occur; every fourth text is held back. */
async function learnTexts<T extends Labelled>(texts: readonly T[]) {
  const train = texts.filter((_, index) => index % 4 !== 3);
  const held = texts.filter((_, index) => index % 4 === 3);
  const counts = new Map<string, number>();
  for (const { text } of train) for (const token of tokens(text)) counts.set(token, (counts.get(token) ?? 0) + 1);
  const kept = [...counts]
    .sort((a, b) => b[1] - a[1])
    .slice(0, 150)
    .map(([token]) => token);
  const rows = (list: readonly Labelled[]) =>
    list.map(({ text }) => {
      const said = tokens(text);
      return kept.map((token) => Number(said.has(token)));
    });
  const model = await new LogisticRegression({ C: 0.5 }).fit(
    rows(train),
    train.map(({ label }) => label),
  );
  return { model, rows, held };
}

/** Words, or characters of Chinese, and each two that follow each other. */
function tokens(text: string): Set<string> {
  const words = text.toLowerCase().match(/[a-z]+|\p{Script=Han}/gu) ?? [];
  return new Set([...words, ...words.slice(1).map((word, index) => `${words[index]} ${word}`)]);
}
