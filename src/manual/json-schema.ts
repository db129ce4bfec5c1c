/** The JSON Schemas of the answers. They allow fields that are not named, as more may be added. */
import { z } from 'zod';

export interface JsonSchema {
  readonly [keyword: string]: unknown;
}

export const jsonSchemaOf = (schema: z.ZodType): JsonSchema =>
  z.toJSONSchema(schema, {
    override: ({ jsonSchema }) => {
      // The tests hold answers to exactly these fields. A program that reads them must expect more.
      if (jsonSchema.additionalProperties === false) delete jsonSchema.additionalProperties;
      // A named format says it better than the expression behind it, and every number is a safe one.
      if (jsonSchema.format) delete jsonSchema.pattern;
      if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
      if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
    },
  });
