/** What both sides of the route bench take and give. */
import { Type } from 'typebox';

export const EchoBody = Type.Object(
  {
    text: Type.String({ minLength: 1, maxLength: 200 }),
    count: Type.Integer({ minimum: 0 }),
    tags: Type.Array(Type.String(), { maxItems: 10 }),
  },
  { additionalProperties: false },
);
export const Echo = Type.Object({
  text: Type.String(),
  count: Type.Integer(),
  tags: Type.Array(Type.String()),
});
export const echoRequest = { text: 'The quick brown fox', count: 42, tags: ['a', 'b', 'c'] };
