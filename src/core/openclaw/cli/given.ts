/** A shape whose optional fields may also be spelt out as undefined. */
type Given<Shape> = {
  readonly [Name in keyof Shape]-?: Record<never, never> extends Pick<Shape, Name> ? Shape[Name] | undefined : Shape[Name];
};

/** An object without the fields that are undefined: what a program did not say is absent. */
export const given = <Shape extends object>(fields: Given<Shape>): Shape =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Shape;
