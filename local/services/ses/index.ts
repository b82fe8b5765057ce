import type { Service } from '../service.ts';
import { type ConfigurationSetNeeds, configurationSet } from './resources/configuration-set.ts';
import { emailTemplate, type TemplateNeeds } from './resources/template.ts';
import type { SesSettingsChange } from './settings.ts';
import { type GatedSes, startSes } from './start-ses.ts';

/** SES with its inbox; an account's identities are no resources here. */
export const ses: Service<
  GatedSes,
  TemplateNeeds & ConfigurationSetNeeds,
  { readonly ses: SesSettingsChange }
> = {
  name: 'inbox, SES v1 and v2, control address',
  endpoints: ['ses'],
  dataFolder: 'inbox',
  start: ({ port, dataDirectory, clock, ses: settings }) =>
    startSes({ ...settings, port, dataDirectory, clock }),
  requests: async (running) => ({ ses: await running.requests() }),
  resourceTypes: [emailTemplate, configurationSet],
};
