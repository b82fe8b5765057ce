import type { Json, JsonObject } from '../../template/json.ts';

/** One entry of a template's `Resources`. */
export interface TemplateResource {
  readonly Type: string;
  readonly Properties?: JsonObject;
  readonly Condition?: string;
  readonly DependsOn?: string | string[];
  readonly Metadata?: JsonObject;
}

/** The parts of a CloudFormation template that the local stack reads. */
export interface Template {
  readonly [section: string]: unknown;
  readonly Resources?: Record<string, TemplateResource>;
  readonly Parameters?: Record<string, { readonly Type: string; readonly Default?: Json }>;
  readonly Conditions?: Record<string, Json>;
  readonly Mappings?: Record<string, Record<string, Record<string, Json>>>;
  readonly Outputs?: Record<string, { Value: Json; Condition?: string; Export?: { Name: Json } }>;
}
