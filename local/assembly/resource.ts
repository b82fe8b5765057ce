import type { Json, JsonObject } from '../../template/json.ts';

/** A resource whose condition holds, and of which everything is known when it is asked for. */
export interface Resource {
  readonly logicalId: string;
  readonly type: string;
  /** `Stack/Nested/LogicalId`, for messages. */
  readonly path: string;
  /** The path of the construct that made it, where the assembly tells. */
  readonly constructPath: string | undefined;
  /** @throws Error naming the resource, on an intrinsic that the local stack does not know. */
  properties(): JsonObject;
  /** One of them; the others may be such as cannot be resolved. */
  property(name: string): Json | undefined;
  /** The resource's `Ref`. */
  ref(): Json;
  getAtt(attribute: string): Json;
}
