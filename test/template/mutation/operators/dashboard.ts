import type { Edit } from '../edit.ts';
import { replaceAt } from '../json-path.ts';
import type { Site } from '../site.ts';

/** Stands for a reference while the text around it is JSON. */
const PLACEHOLDER = /<<(\d+)>>/;

/** Takes away each widget of a dashboard, whose body is JSON that CloudFormation joins. */
export function* deleteWidget({ template, path, property, value }: Site): Generator<Edit> {
  if (property !== 'DashboardBody') return;
  const parts = (value as { 'Fn::Join'?: [string, unknown[]] })['Fn::Join']?.[1];
  if (!parts) return;
  const text = parts.map((part, index) => (typeof part === 'string' ? part : `<<${index}>>`)).join('');
  const { widgets, ...rest } = JSON.parse(text) as { widgets: { properties: { title?: string } }[] };
  for (const [index, { properties }] of widgets.entries()) {
    const body = JSON.stringify({ ...rest, widgets: widgets.toSpliced(index, 1) });
    // Splitting by a group leaves the numbers of the parts between the texts.
    const joined = body.split(PLACEHOLDER).map((each, at) => (at % 2 === 0 ? each : parts[Number(each)]));
    const what = `without ${properties.title ?? 'its heading'}`;
    yield { operator: 'delete', what, template: replaceAt(template, path, { 'Fn::Join': ['', joined] }) };
  }
}
