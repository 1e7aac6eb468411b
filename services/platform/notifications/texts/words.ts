/** The words that Kernos ships for one kind: a letter, and a short message for everything else. */
export interface Words {
  readonly letter?: LetterWords;
  readonly short?: ShortWords;
}

export interface LetterWords {
  readonly subject: string;
  readonly text: string;
  readonly action: string;
}

export interface ShortWords {
  readonly subject: string;
  readonly text: string;
}
