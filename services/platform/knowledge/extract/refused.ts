/** Why no text can be taken out of a file, in a sentence for whoever added it. */
export const refusals = [
  'type-not-supported',
  'file-encrypted',
  'file-broken',
  'file-too-large',
  'file-too-hard',
  'no-text',
] as const;
export type RefusalCode = (typeof refusals)[number];

export class Refused extends Error {
  override readonly name = 'Refused';
  readonly code: RefusalCode;

  constructor(code: RefusalCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
