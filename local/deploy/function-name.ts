/** A function may be given by its name, its ARN or a part of that, each with or without a version or alias. */
export function functionNameOf(nameOrArn: string): string {
  const [, name = nameOrArn] =
    /^(?:arn:[\w-]+:lambda:[\w-]*:)?(?:\d{12}:)?(?:function:)?([\w-]+)(?::[\w$-]+)?$/.exec(nameOrArn) ?? [];
  return name;
}
